package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;

/** What is worked on next, beside a run that was begun for Monday and has not ended. */
class AgendaTest {
    private static final Map<String, String> TUESDAY = Map.of("day", "tue");
    private @Nullable OneAttempt made;

    private OneAttempt at(LoadSettings.Method method) {
        var one = new OneAttempt(load(method, Map.of()), Duration.ZERO);
        made = one;
        one.state.attempt().setStatus(BatchStatus.FAILED);
        return one;
    }

    @AfterEach
    void end() {
        if (made != null) {
            made.close();
        }
    }

    private static LoadSettings load(LoadSettings.Method method, Map<String, String> given) {
        return Loads.with(
                Loads.spec("orders", Map.of("day", given.getOrDefault("day", "mon"))),
                method,
                new LoadSettings.Guard(1, "50%"),
                1);
    }

    private static Wish wish(Map<String, String> given) {
        return new Wish(new TreeMap<>(given), null, false, null, "me");
    }

    private static Wish anew() {
        return new Wish(new TreeMap<>(), new Wish.Anew(null), false, null, "me");
    }

    private static Wish commitAgain(long execution) {
        return new Wish(new TreeMap<>(), null, false, execution, "me");
    }

    private static List<Begin> decide(OneAttempt one, Wish wish, Instant now) {
        var method = one.attempt.load.target().method();
        return new Agenda(one.next(), one.repair(), given -> load(method, given), wish, now).decide();
    }

    private static List<Begin> decide(OneAttempt one, Wish wish) {
        return decide(one, wish, OneAttempt.BEGUN);
    }

    private static boolean goesOn(Begin begin) {
        return begin.unfinished() != null;
    }

    private static List<String> days(List<Begin> agenda) {
        return agenda.stream()
                .map(begin -> String.valueOf(begin.load().values().get("day")))
                .toList();
    }

    @Test
    void theSameCommandGoesOn() {
        var one = at(LoadSettings.Method.APPEND);
        assertThat(decide(one, wish(Map.of()))).singleElement().matches(AgendaTest::goesOn);
        assertThat(one.state.ended()).isNull();
    }

    @Test
    void afterARunThatEndedTheNextIsNew() {
        var one = at(LoadSettings.Method.APPEND);
        one.state.end("enough");
        assertThat(decide(one, wish(TUESDAY))).singleElement().matches(begin -> !goesOn(begin) && !begin.again());
    }

    @Test
    void aReplaceWithOtherParametersMakesUpForTheOldOnes() {
        var one = at(LoadSettings.Method.REPLACE);
        assertThat(days(decide(one, wish(TUESDAY)))).containsExactly("tue");
        assertThat(one.state.ended()).contains("{}, not {day=tue}");
        assertThat(one.calls).anyMatch(call -> call.endsWith("/executions/1/abort"));
    }

    @ParameterizedTest
    @EnumSource(names = {"APPEND", "UPSERT"})
    void whatAddsRowsIsDoneWithTheOldParametersFirst(LoadSettings.Method method) {
        var one = at(method);
        var agenda = decide(one, wish(TUESDAY));
        assertThat(days(agenda)).containsExactly("mon", "tue");
        assertThat(agenda).noneMatch(AgendaTest::goesOn).noneMatch(Begin::again);
        assertThat(one.state.ended()).isNotNull();
    }

    @Test
    void aNewRunIsAWordAgainstTheOldOne() {
        var one = at(LoadSettings.Method.APPEND);
        assertThat(decide(one, anew())).singleElement().matches(begin -> !goesOn(begin) && begin.again());
        assertThat(one.state.ended()).contains("a new one was asked for");
    }

    @ParameterizedTest
    @EnumSource(LoadSettings.Method.class)
    void anOpenCommitComesFirstWhateverIsAskedFor(LoadSettings.Method method) {
        var one = at(method);
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        for (var wish : List.of(anew(), wish(TUESDAY))) {
            assertThat(decide(one, wish)).hasSize(2).first().matches(AgendaTest::goesOn);
        }
        assertThat(one.state.ended()).isNull();
        assertThat(one.calls).noneMatch(call -> call.endsWith("/abort"));
    }

    @Test
    void aRunIsGoneOnWithUntilItsTimeIsOver() {
        var one = at(LoadSettings.Method.REPLACE);
        var last = OneAttempt.BEGUN.plus(one.attempt.load.pace().resumeWithin());
        assertThat(decide(one, wish(Map.of()), last)).singleElement().matches(AgendaTest::goesOn);
        assertThat(decide(one, wish(Map.of()), last.plusMillis(1)))
                .singleElement()
                .matches(begin -> !goesOn(begin));
        assertThat(one.state.ended()).contains("resume-within is PT6H");
    }

    @Test
    void aWordToCommitAgainIsKeptForAnOpenCommitAlone() {
        var one = at(LoadSettings.Method.APPEND);
        assertThatThrownBy(() -> decide(one, commitAgain(1))).isInstanceOf(BadSettings.class);
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        assertThatThrownBy(() -> decide(one, commitAgain(2))).isInstanceOf(BadSettings.class);
        assertThat(one.state.mayCommitAgain()).isFalse();
        assertThat(decide(one, commitAgain(1))).singleElement().matches(AgendaTest::goesOn);
        assertThat(one.state.commitAgainAllowedBy()).isEqualTo("me");
        one.state.end("committed");
        assertThat(decide(one, commitAgain(1))).isEmpty();
    }

    @Test
    void theSameValuesTypedInAnotherWayAreLoadedOnce() {
        var one = at(LoadSettings.Method.APPEND);
        assertThat(days(decide(one, wish(Map.of("day", "mon"))))).containsExactly("mon");
    }

    @Test
    void onlyChosenRowsAppendedByANewRunWouldDouble() {
        var append = load(LoadSettings.Method.APPEND, Map.of());
        var none = new TreeMap<String, String>();
        assertThat(new Begin(append, none, null, false, false).wouldDouble()).isTrue();
        assertThat(new Begin(append, none, null, false, false).anew().wouldDouble())
                .isFalse();
        assertThat(new Begin(append, none, at(LoadSettings.Method.APPEND).state.attempt(), false, false).wouldDouble())
                .isFalse();
        assertThat(new Begin(load(LoadSettings.Method.UPSERT, Map.of()), none, null, false, false).wouldDouble())
                .isFalse();
        var all = Loads.with(
                Loads.replace().spec(),
                LoadSettings.Method.APPEND,
                append.target().guard(),
                1);
        assertThat(new Begin(all, none, null, false, false).wouldDouble()).isFalse();
    }

    @Test
    void aStreamIsMadeAgainOnlyWhereItIsGone() {
        var one = at(LoadSettings.Method.APPEND);
        var loads = one.attempt.around.loads();
        loads.begin("orders", "me");
        loads.keepStream("orders", one.state.stream());
        var recreate = new Wish(new TreeMap<>(), null, true, null, "me");
        assertThat(decide(one, recreate)).singleElement().matches(begin -> goesOn(begin) && !begin.recreate());
        one.attempt.domo.streams().delete(one.state.stream());
        assertThat(decide(one, recreate)).singleElement().matches(begin -> !goesOn(begin) && begin.recreate());
    }
}
