package org.etsi.osm.lcm.cli;

import java.util.concurrent.Callable;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks something that belongs to no single operation, by Kafka, and tells what became of it. */
@Command(mixinStandardHelpOptions = true)
abstract class WideCommand implements Callable<Integer> {
    @Mixin
    private Asking asking = new Asking(30);

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    WideCommand() {}

    abstract WideRequest request(String id, String actor);

    /** What a person reads of an answer that isn't a rejection. */
    abstract void print(ReadAnswer answer, Output to);

    @Override
    public Integer call() {
        WideRequest request = request(asking.requestId(), VerbCommand.actor());
        try (var operator = where.site().operator()) {
            ReadAnswer answer = asking.answered(request.verb(), operator.ask(request, asking.limit()));
            if (output.isJson()) {
                output.json(AnswerView.json(answer));
            } else if (answer.accepted()) {
                print(answer, output);
            } else {
                output.line(request.verb() + " rejected: " + answer.reason());
            }
            return answer.accepted() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
