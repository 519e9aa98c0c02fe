package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What every command promises, whatever it does: help with examples, documented exit codes, errors of one line. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path empty;

    private CommandLine commandLine() {
        return LcmMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    @Test
    void shouldHelpWithExamplesAndExitCodes() {
        var all = new ArrayList<CommandLine>();
        collect(commandLine(), all);

        assertThat(all).hasSizeGreaterThan(20).allSatisfy(command -> {
            String usage = command.getUsageMessage();
            assertThat(usage)
                    .as(command.getCommandSpec().qualifiedName())
                    .contains("Example")
                    .contains("Exit codes: 0 ");
            assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        });
    }

    private static void collect(CommandLine from, List<CommandLine> into) {
        into.add(from);
        from.getSubcommands().values().forEach(command -> collect(command, into));
    }

    @Test
    void shouldSayWhatIsWrongInOneLineAndExitWithTwo() {
        assertThat(commandLine().execute("retry")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("lcm: Missing required parameter: 'OP'", "Try: lcm retry --help");

        assertThat(commandLine().execute("nothing")).isEqualTo(2);
        assertThat(commandLine().execute("ns")).isEqualTo(2);
        assertThat(commandLine().execute("vim", "fault", "add", "sim1")).isEqualTo(2);
        assertThat(commandLine().execute("ops", "--state", "SLEEPING")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void shouldExitWithThreeWhereNothingAnswers() {
        int unknown = commandLine().execute("ops", "--data", empty.toString());
        int deaf = commandLine().execute("ops", "--bootstrap", "127.0.0.1:1", "--mongo", "mongodb://127.0.0.1:1");

        assertThat(unknown).isEqualTo(3);
        assertThat(deaf).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("lcm: Expected "));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldTellWhereAnLcmOfThisMachineIs() {
        var site = new Site("127.0.0.1:9092", "mongodb://127.0.0.1:27017/?retryWrites=false", "osm", "x-");
        site.writeTo(empty);

        assertThat(Site.in(empty)).contains(site);
        assertThat(Site.port(site.bootstrap())).isEqualTo(9092);
        assertThat(Site.port(site.mongoUri())).isEqualTo(27017);
        Site.removeFrom(empty);
        assertThat(Site.in(empty)).isEmpty();
    }
}
