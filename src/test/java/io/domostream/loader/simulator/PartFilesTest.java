package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFilesTest {
    @TempDir
    Path folder;

    @Test
    void aPartThatIsReadStaysUntilTheLastReaderHasDone() throws IOException {
        var files = new PartFiles(folder);
        var part = new Part(files.newFile(), 1, 1);
        var one = files.reading();
        var other = files.reading();
        files.delete(part);
        one.close();
        assertThat(part.file()).exists();
        other.close();
        assertThat(part.file()).doesNotExist();
    }
}
