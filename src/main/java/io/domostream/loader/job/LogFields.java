package io.domostream.loader.job;

import java.util.Map;
import org.slf4j.MDC;

/** What each log line says beside its text: fields of structured logs, told in docs/logs.md. */
final class LogFields {
    private static final String RUN = "run";
    private static final String SLICE = "slice";
    private static final String PART = "part";
    private static final String STREAM = "domo.stream";
    private static final String EXECUTION = "domo.execution";

    private LogFields() {}

    /** Lines of this thread are from now on about the run, as far as it has got. */
    static void of(RunState state) {
        MDC.put(RUN, Long.toString(state.instance().getInstanceId()));
        if (state.dataSet() != null) {
            MDC.put(STREAM, Long.toString(state.stream()));
        }
        if (state.hasExecution()) {
            MDC.put(EXECUTION, Long.toString(state.execution()));
        }
    }

    static void slice(int number) {
        MDC.put(SLICE, Integer.toString(number));
    }

    static void part(int number) {
        MDC.put(PART, Integer.toString(number));
    }

    /** The task in another thread says what this one would. */
    static Runnable carried(Runnable task) {
        var fields = MDC.getCopyOfContextMap();
        return () -> {
            MDC.setContextMap(fields == null ? Map.of() : fields);
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        };
    }
}
