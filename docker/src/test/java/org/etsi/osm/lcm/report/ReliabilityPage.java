package org.etsi.osm.lcm.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;

/** {@code docs/reliability.md}: what was done to break it, and what came of it, in the figures that the tests found. */
final class ReliabilityPage {
    static final List<Section> SECTIONS = List.of(
            new Section("simulation", "Simulation", """
                Two engines and more, two adapters of each kind and more, real loops, ledgers and handlers, in one thread on
                fake time. Messages are lost, repeated, late; writes fail before, after and between; processes crash, freeze
                and wake up as zombies; the VIM and the VCA refuse, answer late or never; operators ask for any verb at any
                moment. The invariants are checked after every event, the right end after every run. The seed is the run:
                `./lcm simulate --seed N` does it again, and a failing one is shrunk to the events that it takes.\
                """),
            new Section("crash-points", "Crash points", """
                Every place where something becomes durable or leaves a process is enumerated from the ports: commands, their
                results and what they change outside for every task type, requests and answers for every verb, transitions
                for every state; leases, ids and the closing of earlier tasks in the ledgers once for all task types. A
                process dies at each, right before and right after; then everything has to come to the same end as without,
                by the same verbs.\
                """),
            new Section("planted-bugs", "Planted bugs", """
                A simulation is worth what it finds. Each of these bugs is planted between the loops and their world, and has
                to be found within a bounded number of seeds.\
                """),
            new Section("model", "Model", """
                Ownership, fencing and the protocol of commands and replies as a TLA+ model, with zombies on both sides and a
                VIM that accepts late; TLC visits every state within the bounds. Each mutation takes one rule away, and has
                to violate what that rule is there for. See [the model](model/README.md).\
                """),
            new Section("containers", "Interrupted processes", """
                Kafka, MongoDB, two engines, two RO and two N2VC adapters in containers of their own, under instantiations and
                terminations of several NSs, some stopped mid-way and rolled back, some driven on by a retry. Recovery is the time from a
                fault's end until every open operation has moved again. `-Dcontainers.interruptions=N` and
                `-Dcontainers.seed=N` do more of it, or the same again.\
                """),
            new Section("containers-special", "Interruptions of other kinds", """
                The same processes with a clock that is off, a disk that is full, an orderly stop during work, and a new
                version of the engines under load.\
                """));

    private ReliabilityPage() {}

    /** The page; a section without figures says so. */
    static String of(Map<String, Value.Obj> figures) {
        var page = new StringBuilder("""
            # Reliability

            What was done to break it, and what came of it. The figures are those of one whole build on two cores, written by
            `mvn verify -Dregenerate`; every build writes its own to `docker/target/reliability/reliability.md`.

            """);
        claims(figures).forEach(claim -> page.append("- ").append(claim).append('\n'));
        for (Section section : SECTIONS) {
            Value.Obj found = figures.get(section.name());
            page.append(found == null ? section.absent() : section.page(found));
        }
        return page.toString();
    }

    /** What can be said in one line each. */
    static List<String> claims(Map<String, Value.Obj> figures) {
        return List.of(
                claim(figures, "simulation", "persisted transitions survived in simulation", "survived", "transitions"),
                claim(figures, "crash-points", "crash points covered", "covered", "total"),
                claim(figures, "planted-bugs", "planted bugs caught", "caught", "planted"),
                claim(figures, "containers", "interruptions of real processes survived", "survived", "interruptions"));
    }

    private static String claim(Map<String, Value.Obj> figures, String name, String what, String part, String whole) {
        return Optional.ofNullable(figures.get(name))
                .map(found -> "%s of %s %s".formatted(count(found, part), count(found, whole), what))
                .orElse("not run in this build: " + what);
    }

    private static String count(Value.Obj figures, String key) {
        if (figures.fields().get(key) instanceof Value.Int(long number)) {
            return String.format(Locale.ROOT, "%,d", number);
        }
        throw new IllegalArgumentException("Expected a whole number '" + key + "', but found " + figures);
    }
}
