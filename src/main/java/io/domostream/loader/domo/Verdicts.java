package io.domostream.loader.domo;

import feign.FeignException;
import feign.codec.DecodeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Says what a failed call proves, in words without secrets, and tells the throttle. */
final class Verdicts {
    private final Throttle throttle;

    Verdicts(Throttle throttle) {
        this.throttle = throttle;
    }

    /** The answer behind a failure, if there was one. */
    static @Nullable Answered answer(RuntimeException failure) {
        if (failure instanceof Answered answered) {
            return answered;
        }
        return failure instanceof DecodeException && failure.getCause() instanceof Answered answered ? answered : null;
    }

    DomoException of(String what, RuntimeException failure, String... secrets) {
        var answered = answer(failure);
        if (answered != null) {
            return answered(what, answered, secrets);
        }
        if (failure instanceof FeignException && failure.getCause() instanceof IOException cause) {
            return unanswered(what, cause);
        }
        // A mistake on this side, such as a body that can't be written: not Domo's doing.
        throw failure;
    }

    private DomoException answered(String what, Answered answered, String... secrets) {
        var status = answered.status();
        if (status == 429 || status == 503) {
            boolean told = throttle.heed(answered.header("Retry-After"));
            if (status == 429 && !told) {
                throttle.tooMany();
            }
        }
        var text = ErrorText.of(answered.body(), secrets);
        var message = new StringBuilder(what).append(": HTTP ").append(status);
        if (status >= 200 && status < 300) {
            message.append(
                    answered.body().isBlank()
                            ? " with an empty answer"
                            : " with an answer that isn't the JSON expected");
        }
        message.append(text.message().isEmpty() ? "" : ": " + text.message());
        message.append(text.toe() == null ? "" : " (toe " + text.toe() + ")");
        var said = message.toString();
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            return new DomoException.Refused(said, status, text.toe());
        }
        return new DomoException.Unavailable(said, status, text.toe(), null, status != 429);
    }

    private static DomoException unanswered(String what, IOException cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new DomoException.NotSent(what + ": no connection to Domo: " + words(cause), null, null, cause);
        }
        if (cause.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new DomoException.Unavailable(what + ": no answer: " + words(cause), null, null, cause, true);
    }

    private static String words(IOException cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
