package org.etsi.osm.lcm.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.etsi.osm.lcm.core.engine.Previews;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Filter;
import org.etsi.osm.lcm.kafka.settings.Spans;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One verb for every operation that a query finds: shown first, done when it is asked for. */
@Command(
        name = "bulk",
        mixinStandardHelpOptions = true,
        description = "Ask a verb of every operation that a query finds. Without --yes nothing is done: it shows which"
                + " operations are meant, and whether the verb is legal for each. Ctrl-C ends it between two.",
        footer = {
            "%nExamples:",
            "  lcm bulk retry --state FAILED_TEMP --vim sim1 --error-code QUOTA",
            "  lcm bulk retry --state FAILED_TEMP --vim sim1 --error-code QUOTA --yes --request-id quota-monday",
            "  lcm bulk pause --type instantiate --state PROCESSING --rate 50 --yes",
            ExitCode.HELP
        })
final class BulkCommand implements Callable<Integer> {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    @Parameters(paramLabel = "VERB", description = "a verb of operations, such as retry")
    private Verb verb = Verb.RETRY;

    @Option(names = "--state", paramLabel = "STATE", description = "only those in this state: ${COMPLETION-CANDIDATES}")
    private @Nullable OperationState state;

    @Option(names = "--vim", paramLabel = "ACCOUNT", description = "only those with tasks at this VIM, by id or name")
    private @Nullable String vim;

    @Option(names = "--error-code", paramLabel = "CODE", description = "only those with this error, such as QUOTA")
    private @Nullable String errorCode;

    @Option(names = "--ns", paramLabel = "ID", description = "only those of this NS")
    private @Nullable String ns;

    @Option(names = "--type", paramLabel = "TYPE", description = "only those of this type, such as instantiate")
    private @Nullable String type;

    @Option(names = "--older-than", paramLabel = "TIME", description = "only those in their state so long, such as 10m")
    private @Nullable String olderThan;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 1_000;

    @Option(names = "--forceful", description = "of cancel: abort what is in flight")
    private boolean forceful;

    @Option(names = "--rate", paramLabel = "N", description = "at most so many a second (default: ${DEFAULT-VALUE})")
    private int rate = 10;

    @Option(
            names = "--request-id",
            paramLabel = "TEXT",
            description = "names this bulk: repeated under the same name it does nothing twice (default: new)")
    private String bulkId = UUID.randomUUID().toString();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "for each answer (default: ${DEFAULT-VALUE})")
    private int timeout = 15;

    @Option(names = "--yes", description = "do it")
    private boolean yes;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    BulkCommand() {}

    @Override
    public Integer call() {
        check();
        Site site = where.site();
        try (var store = site.store()) {
            List<OperationId> meant = store.queries().list(filter(store)).stream()
                    .map(row -> row.id())
                    .toList();
            return yes ? ask(site, meant) : preview(store, meant);
        }
    }

    private void check() {
        if (!verb.isOfOperations() || verb == Verb.BREAKPOINT || verb == Verb.PREVIEW) {
            throw CommandFailedException.usage(
                    "Expected a verb of operations that needs nothing more, but found " + AnswerView.word(verb));
        }
        if (state == null && vim == null && errorCode == null && ns == null && type == null && olderThan == null) {
            throw CommandFailedException.usage(
                    "Expected a query, such as --state FAILED_TEMP, but none was given: all operations are never"
                            + " meant");
        }
        boolean isIdFit = !bulkId.isBlank() && bulkId.length() <= Bulk.ID_LIMIT;
        if (!isIdFit || limit < 1 || limit > 10_000 || rate < 1 || rate > 1_000 || timeout < 1) {
            throw CommandFailedException.usage("Expected --request-id of 1 to " + Bulk.ID_LIMIT
                    + " characters, --limit 1 to 10000, --rate 1 to 1000 and --timeout of at least 1");
        }
    }

    private Filter filter(MongoConnection store) {
        String account = vim == null
                ? null
                : new Catalog(store, Clock.systemUTC())
                        .named("vim_accounts", "name", vim)
                        .text("_id")
                        .orElse(vim);
        return new Filter(ns, type, state, account, errorCode, before(), null, limit);
    }

    private @Nullable Instant before() {
        if (olderThan == null) {
            return null;
        }
        try {
            return Instant.now().minus(Spans.parse(olderThan));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(
                    "Expected --older-than as a time such as 10m, but it is '" + olderThan + "'");
        }
    }

    private VerbArguments arguments() {
        return verb == Verb.CANCEL
                ? VerbArguments.of(forceful ? CancelMode.FORCEFUL : CancelMode.GRACEFUL)
                : VerbArguments.NONE;
    }

    private int preview(MongoConnection store, List<OperationId> meant) {
        List<Value> told = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (OperationId id : meant) {
            Value.Obj one = store.queries().find(id).map(this::previewed).orElse(Value.Obj.EMPTY);
            told.add(one.with("operation", id.value()));
            rows.add(Output.row(id, PreviewView.isLegal(one) ? "yes" : "no", PreviewView.effect(one)));
        }
        if (output.isJson()) {
            output.json(Value.Obj.EMPTY
                    .with("verb", AnswerView.word(verb))
                    .with("done", false)
                    .with("operations", Value.list(told)));
        } else {
            output.table(List.of("OPERATION", "LEGAL", "WHAT IT WOULD DO, OR WHY NOT"), rows);
            output.line(meant.size() + " operations; nothing was done: --yes does it");
        }
        return ExitCode.DONE;
    }

    private Value.Obj previewed(Loaded loaded) {
        if (!(loaded instanceof Loaded.Sound(var operation))) {
            return Value.Obj.EMPTY.with("legal", false).with("reason", "its document can't be read: see 'lcm op show'");
        }
        if (verb == Verb.VERIFY) {
            return Value.Obj.EMPTY.with("legal", operation.isPlanned()).with("reason", "it has no plan yet");
        }
        var told = PreviewCommand.of(
                Previews.workedOut(operation), null, arguments().previewing(verb));
        return (Value.Obj) told.items("verbs").getFirst();
    }

    private int ask(Site site, List<OperationId> meant) {
        var bulk = new Bulk(bulkId, verb, arguments(), rate);
        var stopped = new AtomicBoolean();
        var ended = new CountDownLatch(1);
        var stop = new Thread(() -> stop(stopped, ended), "lcm-bulk-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        List<Bulk.Result> results;
        try (var operator = site.operator()) {
            results = bulk.run(
                    meant,
                    request -> shown(request.operation(), operator.ask(request, Duration.ofSeconds(timeout))),
                    stopped::get,
                    Bulk.Pace.REAL);
            summary(results, meant.size());
        } finally {
            ended.countDown();
            if (!stopped.get()) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
        boolean isWhole = results.size() == meant.size() && results.stream().allMatch(Bulk.Result::isAccepted);
        return isWhole ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Optional<ReadAnswer> shown(OperationId operation, Optional<ReadAnswer> answer) {
        if (!output.isJson()) {
            output.line(new Bulk.Result(operation, answer).line(verb));
        }
        return answer;
    }

    private void summary(List<Bulk.Result> results, int meant) {
        long accepted = results.stream().filter(Bulk.Result::isAccepted).count();
        if (output.isJson()) {
            output.json(Value.Obj.EMPTY
                    .with("verb", AnswerView.word(verb))
                    .with("done", true)
                    .with("requestId", bulkId)
                    .with("accepted", accepted)
                    .with("failed", results.size() - accepted)
                    .with("notAsked", meant - results.size())
                    .with(
                            "operations",
                            Value.list(results.stream().map(Bulk.Result::json).toList())));
            return;
        }
        output.line(accepted + " of " + meant + " accepted"
                + (accepted < results.size() ? ", " + (results.size() - accepted) + " not" : "")
                + (results.size() < meant ? ", " + (meant - results.size()) + " not asked" : "")
                + "; repeated with --request-id " + bulkId + " it does nothing twice");
    }

    /** Somebody wants the process to end: what is asked now is waited for, and told. */
    private static void stop(AtomicBoolean stopped, CountDownLatch ended) {
        stopped.set(true);
        try {
            if (!ended.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("lcm: Expected the last answer in time, but it didn't come; repeat the bulk");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
