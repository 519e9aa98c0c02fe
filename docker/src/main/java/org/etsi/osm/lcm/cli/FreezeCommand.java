package org.etsi.osm.lcm.cli;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Freezes: what they mean starts in no operation, present or future, until it is thawed. */
final class FreezeCommand {
    private FreezeCommand() {}

    /** What is frozen: exactly one. */
    static final class What {
        @Option(names = "--ns", paramLabel = "ID", description = "everything of this NS")
        private @Nullable String ns;

        @Option(names = "--vim", paramLabel = "ACCOUNT", description = "every task at this VIM: the account's id")
        private @Nullable String vim;

        @Option(names = "--type", paramLabel = "TYPE", description = "every task of this type, such as CreateServer")
        private @Nullable String type;

        @Option(names = "--everything", description = "every task there is")
        private boolean everything;

        What() {}

        Selector selector() {
            if (everything) {
                return Selector.EVERYTHING;
            }
            if (ns != null) {
                return Given.selector(Selector.Kind.NS, ns);
            }
            return type != null
                    ? Given.selector(Selector.Kind.TYPE, type)
                    : Given.selector(Selector.Kind.VIM, vim == null ? "" : vim);
        }
    }

    /** What is in force now, and who hasn't heard of it. */
    private static void show(ReadAnswer answer, Output to) {
        if (!answer.reason().isEmpty()) {
            to.line(answer.reason());
        }
        List<Value> freezes = answer.detail().items("freezes");
        if (freezes.isEmpty()) {
            to.line("nothing is frozen");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Value freeze : freezes) {
            rows.add(Output.row(
                    freeze.text("by").orElse(""),
                    freeze.text("value").orElse(""),
                    freeze.text("actor").orElse(""),
                    freeze.text("at").orElse(""),
                    freeze.text("reason").orElse("")));
        }
        to.table(List.of("FROZEN BY", "VALUE", "WHO", "SINCE", "REASON"), rows);
    }

    private static String heard(ReadAnswer answer) {
        int missing = answer.detail().items("missing").size();
        return missing == 0 ? "every engine keeps to it" : missing + " partitions haven't heard of it yet";
    }

    @Command(
            name = "freeze",
            description = "Let nothing start any more of an NS, at a VIM, of a task type, or at all; what is in flight"
                    + " finishes. It outlives every process.",
            footer = {
                "%nExamples:",
                "  lcm freeze --vim 6f3c1d52-1111-4000-8000-000000000001 --reason 'upgrade of the VIM'",
                "  lcm freeze --everything",
                ExitCode.HELP
            })
    static final class Freeze extends WideCommand {
        @ArgGroup(multiplicity = "1")
        private What what = new What();

        @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the others")
        private String reason = "";

        Freeze() {}

        @Override
        WideRequest request(String id, String actor) {
            return new WideRequest.Freeze(id, actor, what.selector(), reason);
        }

        @Override
        void print(ReadAnswer answer, Output to) {
            to.line("frozen: " + what.selector() + "; " + heard(answer));
            show(answer, to);
        }
    }

    @Command(
            name = "thaw",
            description = "End a freeze: what it kept goes on.",
            footer = {
                "%nExamples:",
                "  lcm thaw --vim 6f3c1d52-1111-4000-8000-000000000001",
                "  lcm thaw --everything",
                ExitCode.HELP
            })
    static final class Thaw extends WideCommand {
        @ArgGroup(multiplicity = "1")
        private What what = new What();

        Thaw() {}

        @Override
        WideRequest request(String id, String actor) {
            return new WideRequest.Thaw(id, actor, what.selector());
        }

        @Override
        void print(ReadAnswer answer, Output to) {
            to.line("thawed: " + what.selector() + "; " + heard(answer));
            show(answer, to);
        }
    }

    @Command(
            name = "freezes",
            description = "List the freezes in force.",
            footer = {"%nExamples:", "  lcm freezes", "  lcm freezes --json", ExitCode.HELP})
    static final class OfAll extends WideCommand {
        OfAll() {}

        @Override
        WideRequest request(String id, String actor) {
            return new WideRequest.ListFreezes(id, actor);
        }

        @Override
        void print(ReadAnswer answer, Output to) {
            show(answer, to);
        }
    }
}
