package org.etsi.osm.lcm.kafka.osm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/** The page's table must say what the code does; {@code -Dregenerate} writes it anew, and leaves the rest alone. */
class OsmCompatibilityTest {
    private static final Path PAGE = Path.of("..", "docs", "osm-compatibility.md");
    private static final String BEGIN = "<!-- generated from NsStatus and Phase -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void shouldEqualThePageInTheDocs() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(end).as("the marks of the generated part").isGreaterThanOrEqualTo(begin);
        if (System.getProperty("regenerate") != null) {
            Files.writeString(PAGE, page.substring(0, begin) + tables() + page.substring(end));
        }

        assertThat(Files.readString(PAGE))
                .as("run with -Dregenerate to write it anew")
                .contains(BEGIN + tables() + END);
    }

    /** Each state of the engine is shown as the table says. */
    @Test
    void shouldShowEachStateAsTheTableSays() {
        for (OperationState state : OperationState.values()) {
            TaskState server = state == OperationState.COMPLETED ? TaskState.DONE : TaskState.RUNNING;
            var operation = OperationSamples.operation("op-1", "instantiate", state, !state.isTerminal(), server, 1, 5);
            Phase phase = Phase.of(operation);
            Value shown = Projection.of(operation).getLast().set().getOrDefault("operationState", new Value.Nil());

            assertThat(phase.operationState()).contains(shown.asText().orElse("nothing"));
            boolean isAnnounced = !state.isMoving();
            assertThat(phase.isAnnounced()).as(phase.name()).isEqualTo(isAnnounced);
        }
    }

    private static String tables() {
        var text = new StringBuilder();
        for (String type : List.of("instantiate", "terminate")) {
            text.append("\n### ").append(type).append("\n\n");
            text.append("| phase | `operationState` | `nsState` | `currentOperation` | `operational-status` |"
                    + " `config-status` | `_admin.nsState` | final message |\n");
            text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for (Phase phase : Phase.values()) {
                NsStatus row = NsStatus.of(type, phase);
                text.append("| ")
                        .append(phase.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .append(" | ")
                        .append(phase.operationState());
                if (row == null) {
                    text.append(" | unchanged | unchanged | unchanged | unchanged | unchanged");
                } else {
                    for (String cell : List.of(
                            row.nsState(),
                            row.currentOperation(),
                            row.operationalStatus(),
                            row.configStatus(),
                            row.admin() == null ? "unchanged" : row.admin())) {
                        text.append(" | ").append(cell);
                    }
                }
                text.append(" | ").append(phase.isAnnounced() ? "sent" : "no").append(" |\n");
            }
        }
        return text.append('\n').toString();
    }
}
