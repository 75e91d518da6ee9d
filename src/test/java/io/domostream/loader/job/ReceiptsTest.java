package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class ReceiptsTest {
    private static Receipt receipt(long rows, long at) {
        return new Receipt(7, rows, 100, 10, 0xffffffffL, at, new Took(1, 2, 3, 4, 5));
    }

    @Test
    void aReceiptComesBackFromItsTextAsItWas() {
        assertThat(Receipt.parse(receipt(5, 9).text())).isEqualTo(receipt(5, 9));
        assertThat(Receipt.part(Receipt.key(12))).isEqualTo(12);
    }

    @Test
    void aReceiptOfTheFormatBeforeIsRead() {
        assertThat(Receipt.parse("7,5,100,10,4294967295,9"))
                .isEqualTo(new Receipt(7, 5, 100, 10, 0xffffffffL, 9, Took.UNKNOWN));
    }

    @Test
    void aReceiptWithoutTheCountOfNulledValuesHasNone() {
        assertThat(Receipt.parse("7,5,100,10,4294967295,9,1,2,3,4,5")).isEqualTo(receipt(5, 9));
        assertThat(receipt(5, 9).nulledValues()).isZero();
    }

    @Test
    void theCountOfNulledValuesIsTheLastFieldOfAReceiptsText() {
        var receipt = new Receipt(7, 5, 100, 10, 0xffffffffL, 9, new Took(1, 2, 3, 4, 5), 12);
        assertThat(receipt.text()).isEqualTo("7,5,100,10,4294967295,9,1,2,3,4,5,12");
        assertThat(Receipt.parse(receipt.text())).isEqualTo(receipt);
    }

    @Test
    void onlyReceiptsAreTakenForReceipts() {
        assertThat(Receipt.isKey("r1")).isTrue();
        assertThat(Receipt.isKey("r")).isFalse();
        assertThat(Receipt.isKey("read.count")).isFalse();
        assertThat(Receipt.isKey("batch.taskletType")).isFalse();
    }

    @Test
    void ofTwoSendingsTheLaterCounts() {
        assertThat(receipt(5, 9).later(receipt(6, 10)).rows()).isEqualTo(6);
        assertThat(receipt(5, 9).later(receipt(6, 8)).rows()).isEqualTo(5);
    }

    @Test
    void allPartsAreThereOnlyWithoutAGap() {
        var three = new Receipts(Map.of(1, receipt(1, 1), 2, receipt(2, 1), 4, receipt(3, 1)));
        assertThat(three.complete(3)).isFalse();
        assertThat(new Receipts(Map.of(1, receipt(1, 1), 2, receipt(2, 1))).complete(2))
                .isTrue();
        assertThat(new Receipts(Map.of(1, receipt(1, 1), 2, receipt(2, 1))).complete(1))
                .isFalse();
    }

    @Test
    void withoutAKnownNumberOfPartsNothingIsComplete() {
        assertThat(new Receipts(Map.of()).complete(0)).isFalse();
    }

    @Test
    void theyAddUp() {
        var third = new Receipt(7, 3, 100, 10, 1, 1, Took.UNKNOWN, 4);
        var fourth = new Receipt(7, 4, 100, 10, 1, 1, Took.UNKNOWN, 8);
        assertThat(new Receipts(Map.of(1, receipt(1, 1), 2, receipt(2, 1), 3, third, 4, fourth)).summary())
                .isEqualTo(new Receipts.Summary(4, 10, 400, 40, 12));
    }

    @Test
    void aSummaryThatAnEarlierVersionStoredHasNoNulledValues() {
        var repository = new ResourcelessJobRepository();
        var run = repository.createJobInstance("load-orders", new JobParameters());
        var attempt = repository.createJobExecution(run, new JobParameters(), new ExecutionContext());
        attempt.getExecutionContext()
                .putString("summary", "{\"parts\":2,\"rows\":3,\"rawBytes\":200,\"sentBytes\":20}");
        assertThat(new RunState(repository, attempt).summary()).isEqualTo(new Receipts.Summary(2, 3, 200, 20, 0));
    }

    @Test
    void onlyReceiptsOfThisDomoExecutionCount() {
        var repository = new ResourcelessJobRepository();
        var run = repository.createJobInstance("load-orders", new JobParameters());
        var attempt = repository.createJobExecution(run, new JobParameters(), new ExecutionContext());
        var slice = repository.createStepExecution("slice-00000", attempt).getExecutionContext();
        slice.putString(Receipt.key(1), receipt(5, 9).text());
        slice.putString(Receipt.key(2), new Receipt(8, 6, 100, 10, 1, 9, Took.UNKNOWN).text());
        slice.putString("batch.taskletType", "r3");
        assertThat(Receipts.of(repository, run, 7).byPart()).isEqualTo(Map.of(1, receipt(5, 9)));
    }
}
