package io.domostream.loader.command;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A job repository in this process's memory, whatever {@code spring.datasource} says. */
@Configuration(proxyBeanMethods = false)
class ThrowAwayRepository extends Program.Batch {
    private static final String[] SCRIPTS = {"job-repository", "job-repository-indexes", "domo-load"};

    @Bean
    DataSource dataSource() {
        // It lives as long as the process: H2 forgets a database in memory at its last connection's end otherwise.
        AbstractDriverBasedDataSource database = new DriverManagerDataSource(
                "jdbc:h2:mem:%s;MODE=PostgreSQL;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        var tables = new ResourceDatabasePopulator();
        for (var script : SCRIPTS) {
            tables.addScript(new ClassPathResource("sql/" + script + ".sql"));
        }
        tables.execute(database);
        return database;
    }
}
