package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Wherever Spring Boot finds a file with settings, its values are used as they are written. */
class SettingsFilesTest {
    @TempDir
    Path folder;

    @Configuration(proxyBeanMethods = false)
    static class NoBeans {}

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("application.yaml"), """
                source: { username: 01234, password: NO }
                ---
                spring.config.activate.on-profile: other
                source.username: 0x10
                """);
        Files.writeString(folder.resolve("mine.yml"), "source.username: 12:30:45");
        Files.copy(folder.resolve("mine.yml"), folder.resolve("without-extension"));
    }

    private void check(String location, String profile, Consumer<ConfigurableEnvironment> test) {
        try (var context = new SpringApplicationBuilder(NoBeans.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run("--spring.config.location=" + location, "--spring.profiles.active=" + profile)) {
            test.accept(context.getEnvironment());
        }
    }

    @Test
    void aFoldersFileIsReadOnceAndAsWritten() {
        check("file:" + folder + "/", "none", environment -> {
            assertThat(environment.getProperty("source.username")).isEqualTo("01234");
            assertThat(environment.getProperty("source.password")).isEqualTo("NO");
            assertThat(environment.getPropertySources())
                    .filteredOn(source -> source.containsProperty("source.password"))
                    .filteredOn(source -> source.getName().contains("application.yaml"))
                    .hasSize(1);
        });
    }

    @Test
    void aDocumentOfAProfileIsReadAsWritten() {
        check(
                "file:" + folder + "/",
                "other",
                environment ->
                        assertThat(environment.getProperty("source.username")).isEqualTo("0x10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine.yml", "without-extension[.yaml]"})
    void aFileNamedByItselfIsReadAsWritten(String file) {
        check(
                "file:" + folder.resolve(file),
                "none",
                environment ->
                        assertThat(environment.getProperty("source.username")).isEqualTo("12:30:45"));
    }

    @Test
    void propertiesInTheSameFolderWinAndAreText() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                source.username=1e3
                loads.orders.columns.NO=STRING
                loads.orders.columns.unit\\ price=DECIMAL
                loads.orders.parameters.p.type=list
                loads.orders.parameters.p.default[0]=NO
                loads.orders.parameters.p.default[1]=01234
                """);
        check("file:" + folder + "/", "none", environment -> {
            assertThat(environment.getProperty("source.username")).isEqualTo("1e3");
            var binding = new Binding(environment);
            assertThat(binding.check("loads.orders", LoadBinding.class))
                    .isNotNull()
                    .satisfies(load -> assertThat(load.columns()).containsOnlyKeys("NO", "unit price"));
            assertThat(ListDefaults.read(binding, "loads.orders").lists())
                    .isEqualTo(Map.of("p", List.of("NO", "01234")));
        });
    }

    @Test
    void aConfigTreeIsStillRead() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/domo.client-secret"), "01234\n");
        Files.writeString(
                folder.resolve("mine.yml"), "spring.config.import: 'configtree:%s/secrets/'".formatted(folder));
        check(
                "file:" + folder.resolve("mine.yml"),
                "none",
                environment -> assertThat(environment.getProperty("domo.client-secret"))
                        .isEqualTo("01234"));
    }
}
