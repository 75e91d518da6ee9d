package io.domostream.loader.domo;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends a call with a token, through the throttle; the caller says whether it is safe to repeat. */
final class Calls {
    private final Tokens tokens;
    private final Throttle throttle;
    private final Verdicts verdicts;
    private final Retries retries;

    Calls(Tokens tokens, Throttle throttle, Verdicts verdicts, Retries retries) {
        this.tokens = tokens;
        this.throttle = throttle;
        this.verdicts = verdicts;
        this.retries = retries;
    }

    <T> T repeatable(String what, Function<String, T> call) {
        return retries.repeat(() -> send(what, call));
    }

    void repeatableWithoutAnswer(String what, Consumer<String> call) {
        repeatable(what, answerless(call));
    }

    /** Before each repeat it is looked for what the last try may have done, which then is the answer. */
    <T> T repeatableUnlessDone(String what, Function<String, T> call, Supplier<Optional<T>> done) {
        var tried = new AtomicBoolean();
        return retries.repeat(() -> {
            var found = tried.getAndSet(true) ? done.get() : Optional.<T>empty();
            return found.isPresent() ? found.get() : send(what, call);
        });
    }

    /** Repeated only where the failure proves that nothing was done. */
    <T> T once(String what, Function<String, T> call) {
        return once(what, call, () -> {});
    }

    <T> T once(String what, Function<String, T> call, Runnable beforeRepeat) {
        var tried = new AtomicBoolean();
        return retries.repeatUndone(() -> {
            if (tried.getAndSet(true)) {
                beforeRepeat.run();
            }
            return send(what, call);
        });
    }

    void onceWithoutAnswer(String what, Consumer<String> call) {
        once(what, answerless(call));
    }

    private String token(String what) {
        pass(what);
        return tokens.current();
    }

    private <T> T send(String what, Function<String, T> call) {
        var used = token(what);
        try {
            return went(call.apply(used));
        } catch (RuntimeException failure) {
            var answered = Verdicts.answer(failure);
            if (answered == null || answered.status() != 401) {
                throw verdicts.of(what, failure, used);
            }
        }
        // A 401 proves that nothing was done, so even a call that isn't safe to repeat goes out again.
        var renewed = tokens.insteadOf(used);
        try {
            return went(call.apply(renewed));
        } catch (RuntimeException failure) {
            throw verdicts.of(what, failure, renewed);
        }
    }

    private <T> T went(T answer) {
        throttle.wentWell();
        return answer;
    }

    private void pass(String what) {
        try {
            if (!throttle.await()) {
                throw new DomoException.NotSent(
                        what + ": asked to stop while Domo had asked to wait", null, null, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DomoException.Unavailable(
                    what + ": interrupted while Domo had asked to wait", null, null, e, false);
        }
    }

    private static Function<String, Boolean> answerless(Consumer<String> call) {
        return token -> {
            call.accept(token);
            return true;
        };
    }
}
