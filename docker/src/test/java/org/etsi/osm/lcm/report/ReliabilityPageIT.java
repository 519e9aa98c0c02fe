package org.etsi.osm.lcm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.Test;

/**
 * Makes the reliability page of what all tests before it found, so it runs last. {@code -Dregenerate} also writes
 * {@code docs/reliability.md}; figures differ from run to run, so only its words are compared.
 */
class ReliabilityPageIT {
    private static final Path PAGE = Path.of("..", "docs", "reliability.md");

    @Test
    void shouldTellWhatWasFound() throws IOException {
        Map<String, Value.Obj> figures = new HashMap<>();
        for (Section section : ReliabilityPage.SECTIONS) {
            Path file = Figures.FOLDER.resolve(section.name() + ".json");
            if (Files.exists(file)) {
                figures.put(section.name(), Json.readObject(Files.readAllBytes(file)));
            }
        }

        String page = ReliabilityPage.of(figures);
        Files.createDirectories(Figures.FOLDER);
        Files.writeString(Figures.FOLDER.resolve("reliability.md"), page);
        ReliabilityPage.claims(figures).forEach(claim -> System.out.println("Reliability: " + claim));

        if (System.getProperty("regenerate") != null) {
            assertThat(page).as("figures of a whole build").doesNotContain("Not run in this build");
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("words of %s as the tests have them; run a whole build with -Dregenerate", PAGE)
                .contains(ReliabilityPage.SECTIONS.stream().map(Section::head).toList())
                .doesNotContain("Not run in this build");
        if ("required".equals(System.getProperty("containers"))) {
            assertThat(page).as("figures of a build that leaves nothing out").doesNotContain("Not run in this build");
        }
    }
}
