package org.etsi.osm.lcm.tasks.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;

/**
 * The contract of a unit task, between the planners, which ask for it, and the adapter that does it.
 *
 * @param name what the plan, the log, the database and the metrics call it: the name of its class
 * @param purpose what it does, in one sentence
 * @param adapters who can do it: {@code ro}, {@code n2vc}
 * @param atLeastOneOf of these optional parameters one must be given; empty where the type has no such rule
 * @param precondition what must hold before it acts
 * @param postcondition how it is told that it is done
 * @param rollback how its side effects are removed
 * @param timeout of one attempt
 * @param effectFree it never changes the world, so that an attempt needs no lease and nothing is ever undone
 */
public record TaskType(
        String name,
        String purpose,
        List<String> adapters,
        List<Field> parameters,
        List<String> atLeastOneOf,
        List<Field> outputs,
        String precondition,
        String postcondition,
        String rollback,
        Reversibility reversibility,
        Duration timeout,
        RetryPolicy retry,
        boolean effectFree) {
    /** The adapter of the VIM. */
    public static final String RO = "ro";

    /** The adapter of execution environments. */
    public static final String N2VC = "n2vc";

    /** The code of the failure of a task whose type an adapter doesn't know. */
    public static final String UNSUPPORTED = "UNSUPPORTED";

    /** The code of the failure of a task whose parameters don't follow its contract. */
    public static final String INVALID_PARAMETERS = "INVALID_PARAMETERS";

    public TaskType {
        adapters = List.copyOf(adapters);
        parameters = List.copyOf(parameters);
        atLeastOneOf = List.copyOf(atLeastOneOf);
        outputs = List.copyOf(outputs);
    }

    /** What is wrong with the parameters of a planned task, which may hold references and nothing unknown. */
    public Optional<Failure> checkPlanned(Value.Obj given) {
        return check(given, true);
    }

    /** What is wrong with the parameters of a command: all filled in; those from a later version are ignored. */
    public Optional<Failure> checkReceived(Value.Obj given) {
        return check(given, false);
    }

    private Optional<Failure> check(Value.Obj given, boolean planned) {
        var problems = new ArrayList<String>();
        for (Field parameter : parameters) {
            var value = given.field(parameter.name());
            if (value.isEmpty() && parameter.required()) {
                problems.add("Expected parameter '" + parameter.name() + "', but it isn't there");
            }
            value.filter(found -> !parameter.fits(found, planned))
                    .ifPresent(found -> problems.add("Expected parameter '" + parameter.name() + "' to be a "
                            + parameter.kind().words() + ", but found " + describe(found)));
        }
        if (!atLeastOneOf.isEmpty()
                && atLeastOneOf.stream().allMatch(name -> given.field(name).isEmpty())) {
            problems.add("Expected at least one of " + atLeastOneOf + ", but found none");
        }
        if (planned) {
            given.fields().keySet().stream()
                    .filter(name -> parameters.stream().noneMatch(p -> p.name().equals(name)))
                    .forEach(name -> problems.add("Expected no parameter '" + name + "', but it is there"));
        }
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.permanent(INVALID_PARAMETERS, name + ": " + String.join("; ", problems)));
    }

    private static String describe(Value value) {
        return switch (value) {
            case Value.Obj o -> "a map";
            case Value.Arr a -> "a list";
            case Value.Text(var text) -> "the text '" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
            case Value.Int(var number) -> "the number " + number;
            case Value.Dec(var number) -> "the number " + number;
            case Value.Bool(var truth) -> String.valueOf(truth);
            case Value.Nil n -> "nothing";
            case Value.Ref(var task, var pointer) -> "a reference to " + task + pointer;
        };
    }

    /** Starts the contract of a type that an adapter does. */
    static Draft draft(String name, String purpose, String... adapters) {
        return new Draft(name, purpose, List.of(adapters));
    }

    /** A contract being written, so that each reads as a list of named clauses. */
    static final class Draft {
        private final String name;
        private final String purpose;
        private final List<String> adapters;
        private final List<Field> parameters = new ArrayList<>();
        private final List<Field> outputs = new ArrayList<>();
        private List<String> atLeastOneOf = List.of();
        private String precondition = "none";
        private Reversibility reversibility = Reversibility.EXACT;
        private String rollback = "nothing to undo";
        private Duration timeout = Duration.ofMinutes(2);
        private RetryPolicy retry = RetryPolicy.NEVER;
        private boolean effectFree;

        private Draft(String name, String purpose, List<String> adapters) {
            this.name = name;
            this.purpose = purpose;
            this.adapters = adapters;
        }

        Draft needs(String parameter, Field.Kind kind, String meaning) {
            parameters.add(new Field(parameter, kind, true, meaning));
            return this;
        }

        Draft mayHave(String parameter, Field.Kind kind, String meaning) {
            parameters.add(new Field(parameter, kind, false, meaning));
            return this;
        }

        Draft atLeastOneOf(String... names) {
            atLeastOneOf = Stream.of(names).toList();
            return this;
        }

        Draft gives(String output, Field.Kind kind, String meaning) {
            outputs.add(new Field(output, kind, true, meaning));
            return this;
        }

        Draft mayGive(String output, Field.Kind kind, String meaning) {
            outputs.add(new Field(output, kind, false, meaning));
            return this;
        }

        Draft precondition(String words) {
            precondition = words;
            return this;
        }

        Draft rollback(Reversibility how, String words) {
            reversibility = how;
            rollback = words;
            return this;
        }

        Draft within(Duration limit) {
            timeout = limit;
            return this;
        }

        Draft retried(int attempts, Duration first, Duration limit) {
            retry = new RetryPolicy(attempts, first, limit);
            return this;
        }

        Draft effectFree() {
            effectFree = true;
            return this;
        }

        TaskType postcondition(String words) {
            return new TaskType(
                    name,
                    purpose,
                    adapters,
                    parameters,
                    atLeastOneOf,
                    outputs,
                    precondition,
                    words,
                    rollback,
                    reversibility,
                    timeout,
                    retry,
                    effectFree);
        }
    }
}
