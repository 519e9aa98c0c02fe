package org.etsi.osm.lcm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.report.Figures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The model of {@code docs/model} holds within its bounds; and it can fail: each mutation takes one rule of the design
 * away, and violates a named property.
 */
class ModelTest {
    private static final List<String> CONFIGURATIONS = List.of("Engines", "Adapters", "LateVim", "Rest");

    /** A rule that is taken away within some bounds, and what doesn't hold then. */
    enum Mutation {
        FENCING("Engines", "Fencing", "OneDeciderPerEpoch"),
        REVISION_CHECK("Engines", "RevisionCheck", "NoTransitionLost"),
        REVISION_CHECK_OF_WHAT_IS_DONE("Engines", "RevisionCheck", "DoneIsThere"),
        STORE_FIRST("Engines", "StoreFirst", "NoCommandUnstored"),
        STORE_FIRST_OF_WHAT_IS_ACCEPTED("Engines", "StoreFirst", "LedgerFollowsStore"),
        SEQUENCE_CHECK("Engines", "SequenceCheck", "OwnReplyOnly"),
        SEQUENCE_CHECK_AT_REST("Adapters", "SequenceCheck", "NothingInFlightAtRest"),
        LEASE_CHECK("Adapters", "LeaseCheck", "NoCreateAfterUndo"),
        LEASE_WAIT("Adapters", "LeaseWait", "OneResource"),
        SETTLE_WAIT("Adapters", "SettleWait", "NothingLeftWhenUndone"),
        CREATE_NOTED("Adapters", "CreateNoted", "NothingLeftWhenUndone"),
        SWEEP("LateVim", "SweepRuns", "LateIsSwept"),
        TIMERS("Rest", "Timers", "ComesToRest");

        private final String configuration;
        private final String rule;
        private final String violates;

        Mutation(String configuration, String rule, String violates) {
            this.configuration = configuration;
            this.rule = rule;
            this.violates = violates;
        }
    }

    private static final List<Tlc.Result> RESULTS = new ArrayList<>();
    private static final Set<String> HELD = new LinkedHashSet<>();
    private static final List<Value> CAUGHT = new ArrayList<>();
    private static long mutationsMs;

    @ParameterizedTest
    @FieldSource("CONFIGURATIONS")
    void shouldHoldInEveryStateWithinItsBounds(String configuration) throws Exception {
        String bounds = Tlc.bounds(configuration);

        Tlc.Result result = Tlc.run(configuration, bounds);
        RESULTS.add(result);
        System.out.println("Model: " + configuration + " has " + result.distinct() + " distinct states, depth "
                + result.depth() + ", " + result.millis() + " ms");

        assertThat(result.holds()).as(result.output()).isTrue();
        assertThat(result.distinct()).as("states within the bounds").isGreaterThan(1_000);
        HELD.addAll(Bounds.of(bounds).all());
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWithoutARule(Mutation mutation) throws Exception {
        Bounds mutated = Bounds.of(Tlc.bounds(mutation.configuration)).without(mutation.rule, mutation.violates);

        Tlc.Result result = Tlc.run("without-" + mutation.name(), mutated.text());
        mutationsMs += result.millis();

        assertThat(result.violated()).as(result.output()).hasValue(mutation.violates);
        CAUGHT.add(Value.Obj.EMPTY.with("name", mutation.rule).with("violates", mutation.violates));
    }

    @Test
    void shouldHaveAMutationForEachProperty() throws Exception {
        var violated = new LinkedHashSet<String>();
        for (Mutation mutation : Mutation.values()) {
            violated.add(mutation.violates);
        }

        for (String configuration : CONFIGURATIONS) {
            assertThat(violated)
                    .as("what no mutation violates proves nothing")
                    .containsAll(Bounds.of(Tlc.bounds(configuration)).all());
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "model",
            matches = "whole",
            disabledReason = "Single steps on both sides at once take too long for a build; -Dmodel=whole does them")
    void shouldHoldWithZombiesOnBothSides() throws Exception {
        Tlc.Result result = Tlc.run("Whole", Tlc.bounds("Whole"), Tlc.HOURS_S);
        System.out.println("Model: Whole has " + result.distinct() + " distinct states, depth " + result.depth());

        assertThat(result.holds()).as(result.output()).isTrue();
    }

    @AfterAll
    static void publish() {
        long heldMs = sum(Tlc.Result::millis);
        List<Value> held = HELD.stream().<Value>map(Value.Text::new).toList();
        Figures.publish(
                "model",
                Value.Obj.EMPTY
                        .with("states", sum(Tlc.Result::states))
                        .with("distinct", sum(Tlc.Result::distinct))
                        .with("depth", of(Tlc.Result::depth).max().orElse(0))
                        .with("millis", heldMs + mutationsMs)
                        .with("properties", new Value.Arr(held))
                        .with("mutations", new Value.Arr(CAUGHT)));
    }

    private static long sum(ToLongFunction<Tlc.Result> figure) {
        return of(figure).sum();
    }

    private static LongStream of(ToLongFunction<Tlc.Result> figure) {
        return RESULTS.stream().mapToLong(figure);
    }
}
