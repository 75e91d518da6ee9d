package io.domostream.loader.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** A plain Spring Batch job: a paging reader, CSV by a line aggregator, gzip as it comes, one thread. */
final class PlainBatch {
    private static final int CHUNK = 1_000;

    private PlainBatch() {}

    /** The source's address, and the address that parts go below. */
    public static void main(String[] args) throws Exception {
        long begin = System.nanoTime();
        long rows;
        try (var source = new HikariDataSource();
                var writer = new PlainPartWriter(args[1])) {
            source.setJdbcUrl(args[0]);
            var repository = new ResourcelessJobRepository();
            var step = new StepBuilder("load", repository)
                    .<String[], String[]>chunk(CHUNK)
                    .transactionManager(new ResourcelessTransactionManager())
                    .reader(reader(source))
                    .writer(writer)
                    .build();
            var job = new JobBuilder("plain", repository).start(step).build();
            var operator = new TaskExecutorJobOperator();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.afterPropertiesSet();
            var execution = operator.start(job, new JobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException(
                        execution.toString(),
                        execution.getAllFailureExceptions().get(0));
            }
            writer.send();
            rows = writer.rows();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println(JsonMapper.shared().writeValueAsString(Map.of("rows", rows, "seconds", seconds)));
    }

    private static JdbcPagingItemReader<String[]> reader(DataSource source) throws Exception {
        var keys = new LinkedHashMap<String, Order>();
        keys.put("l_orderkey", Order.ASCENDING);
        keys.put("l_linenumber", Order.ASCENDING);
        return new JdbcPagingItemReaderBuilder<String[]>()
                .name("lineitem")
                .dataSource(source)
                .selectClause("select *")
                .fromClause("from lineitem")
                .sortKeys(keys)
                .pageSize(CHUNK)
                .fetchSize(CHUNK)
                .rowMapper((row, number) -> {
                    var values = new String[row.getMetaData().getColumnCount()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.getString(i + 1);
                    }
                    return values;
                })
                .build();
    }
}
