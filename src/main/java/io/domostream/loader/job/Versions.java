package io.domostream.loader.job;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;

/** What an attempt was made with: of use when two runs of a load differ and nobody changed the load. */
final class Versions {
    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
    private static final String NOT_PACKAGED = "not packaged";

    private Versions() {}

    /** By their names in the report. */
    static Map<String, String> of(DataSource repository) {
        var versions = new TreeMap<String, String>();
        versions.put("loader", of(Versions.class));
        versions.put("java", System.getProperty("java.runtime.version", "") + " on " + system());
        versions.put("springBatch", of(JobExecution.class));
        try (var connection = repository.getConnection()) {
            var about = connection.getMetaData();
            versions.put("jobRepository", about.getDatabaseProductName() + " " + about.getDatabaseProductVersion());
        } catch (SQLException e) {
            LOG.debug("the job repository's version can't be told", e);
        }
        return versions;
    }

    private static String system() {
        return System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    }

    private static String of(Class<?> any) {
        return Objects.requireNonNullElse(any.getPackage().getImplementationVersion(), NOT_PACKAGED);
    }
}
