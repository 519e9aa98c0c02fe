package org.etsi.osm.lcm.tasks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page must say what the code says; {@code -Dregenerate} writes it anew. */
class CatalogueDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "task-catalogue.md");

    @Test
    void shouldEqualThePageInTheDocs() throws IOException {
        if (System.getProperty("regenerate") != null) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, CatalogueDocument.render());
        }

        assertThat(PAGE).as("run with -Dregenerate to write it anew").content().isEqualTo(CatalogueDocument.render());
    }
}
