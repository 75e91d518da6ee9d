import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs tests, each as class#method, without a build tool; ends with 1 if one fails and with 2 if one is not there. */
class Tests {
    public static void main(String... names) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(names).flatMap(Tests::named).toList())
                .build();
        var results = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, results);
        results.getSummary().printFailuresTo(new PrintWriter(System.out, true));
        System.exit(results.getSummary().getTotalFailureCount() > 0 ? 1 : 0);
    }

    private static Stream<DiscoverySelector> named(String name) {
        try {
            var type = Class.forName(name.replaceAll("#.*", ""));
            var found = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name.replaceAll(".*#", "")))
                    .<DiscoverySelector>map(method -> selectMethod(type, method))
                    .toList();
            if (!found.isEmpty()) {
                return found.stream();
            }
        } catch (ClassNotFoundException e) {
            // As if the class had no such method.
        }
        System.out.println("there is no " + name);
        System.exit(2);
        return Stream.of();
    }
}
