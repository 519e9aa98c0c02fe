package org.etsi.osm.lcm.cli;

import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks one verb of an operation, or of one of its tasks, by Kafka, and tells what became of it. */
@Command(mixinStandardHelpOptions = true)
abstract class VerbCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OP", description = "the operation's id: that of its nslcmops record")
    private String id;

    @Option(
            names = "--revision",
            paramLabel = "N",
            description = "be rejected if the operation has another revision by now")
    private @Nullable Long revision;

    @Mixin
    private Asking asking = new Asking(15);

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    private final Verb verb;

    VerbCommand(Verb verb) {
        this.verb = verb;
        this.id = "";
    }

    /** Whom it is asked of; none for the operation as a whole. */
    @Nullable
    TaskId task() {
        return null;
    }

    VerbArguments arguments() {
        return VerbArguments.NONE;
    }

    @Override
    public Integer call() {
        var request =
                new VerbRequest(asking.requestId(), Given.operation(id), task(), verb, actor(), arguments(), revision);
        try (var operator = where.site().operator()) {
            ReadAnswer answer = asking.answered(AnswerView.word(verb), operator.ask(request, asking.limit()));
            if (output.isJson()) {
                output.json(AnswerView.json(answer));
            } else {
                AnswerView.print(AnswerView.word(verb) + (task() == null ? "" : " of " + task()), answer, output);
            }
            return answer.accepted() && AnswerView.isGood(answer) ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Who asks, for the history. */
    static String actor() {
        return System.getProperty("user.name", "operator");
    }
}
