package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.command;
import static org.etsi.osm.lcm.core.adapter.Commands.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several adapters, one partition that wanders between them, and everything that may go wrong, by chance: adapters die
 * with calls on their way, stall and wake up, lose the partition without noticing, writes fail before or after they
 * were done, creates are lost or land late (within the settle time), commands come twice and are aborted.
 *
 * <p>At any time there is at most one thing per task; when a rollback is answered with success there is none, nor does
 * one appear; and when the trouble is over every command is answered.
 */
class AdapterChaosTest {
    private static final int TASKS = 3;
    private static final int SEEDS = 150;
    private static final int EVENTS = 250;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldNeverMakeTwoNorLeaveOne(int block) {
        for (int seed = block * SEEDS; seed < (block + 1) * SEEDS; seed++) {
            new Run(seed).play();
        }
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final Scene scene = new Scene();
        private final List<String> log = new ArrayList<>();
        private final List<Scene.Adapter> alive = new ArrayList<>();
        private final long[] lateAtMs = new long[TASKS];
        private final Command[] current = new Command[TASKS];
        private Scene.Adapter owner;
        private int names;
        private int replies;
        private boolean isTroubled = true;

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            owner = newOwner();
        }

        private Scene.Adapter newOwner() {
            owner = scene.adapter("adapter-" + ++names);
            owner.worksByItself = false;
            owner.assigned();
            alive.add(owner);
            return owner;
        }

        void play() {
            try {
                for (int task = 0; task < TASKS; task++) {
                    send(task, CommandAction.EXECUTE);
                }
                for (int event = 0; event < EVENTS; event++) {
                    something();
                    check();
                }
                recover();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + "\n" + String.join("\n", log) + "\n--> " + e, e);
            }
        }

        private void something() {
            scene.world.create = pick(World.Create.values());
            scene.world.bootsSlowly = random.nextInt(4) == 0;
            int dice = random.nextInt(100);
            if (dice < 45) {
                work(pick(alive.toArray(Scene.Adapter[]::new)));
            } else if (dice < 65) {
                passes(1_000L * (1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 4)));
            } else if (dice < 75) {
                owner.receives(pick(current));
            } else if (dice < 80) {
                Command command = pick(current);
                log.add("abort " + command.task());
                owner.receives(
                        command(CommandAction.ABORT, "Thing", command.task().index(), command.sequence()));
            } else if (dice < 85) {
                log.add("store fails");
                scene.failWrite(1, random.nextBoolean());
            } else if (dice < 88) {
                move();
            } else if (dice < 90) {
                crash();
            } else {
                scene.world.booting.clear();
            }
            turnAll();
        }

        /** The partition goes elsewhere: in good order, or lost, or unnoticed by the former owner. */
        private void move() {
            int how = random.nextInt(3);
            log.add("moves, " + List.of("revoked", "lost", "unnoticed").get(how));
            if (how == 0) {
                owner.revoked();
            } else if (how == 1) {
                owner.lost();
            }
            newOwner();
        }

        private void crash() {
            log.add("crash");
            alive.remove(owner);
            boolean isOnItsWay = random.nextBoolean();
            while (isOnItsWay && !owner.jobs.isEmpty()) {
                work(owner);
            }
            newOwner();
        }

        private void work(Scene.Adapter adapter) {
            if (adapter.jobs.isEmpty()) {
                return;
            }
            Workers.Job job = adapter.jobs.getFirst();
            int creates = scene.world.creates;
            adapter.work();
            log.add(scene.nowMs + " " + job.label() + (creates < scene.world.creates ? " " + scene.world.create : ""));
            boolean isLate = creates < scene.world.creates && scene.world.create == World.Create.LATE;
            if (isLate) {
                int task = Integer.parseInt(job.label().substring(6, 10)) - 1;
                lateAtMs[task] = scene.nowMs + random.nextInt((int) Scene.SETTINGS.callLimitMs());
            }
        }

        private void passes(long ms) {
            for (long end = scene.nowMs + ms; scene.nowMs < end; ) {
                scene.nowMs += 1_000;
                for (long atMs : lateAtMs) {
                    if (atMs != 0 && atMs <= scene.nowMs) {
                        log.add(scene.nowMs + " late ones arrive");
                        scene.world.arrive();
                        java.util.Arrays.fill(lateAtMs, 0);
                        break;
                    }
                }
                turnAll();
            }
        }

        private void turnAll() {
            // A stalled one simply isn't given a turn now and then.
            for (Scene.Adapter adapter : List.copyOf(alive)) {
                if (adapter == owner || random.nextInt(3) > 0 || !isTroubled) {
                    try {
                        adapter.turn();
                    } catch (StoreUnavailableException e) {
                        log.add("the store was away");
                    }
                }
            }
            answered();
        }

        /** The engine's part: what is answered is followed by something else. */
        private void answered() {
            for (; replies < scene.replies.size(); replies++) {
                Reply reply = scene.replies.get(replies);
                int task = reply.task().index();
                if (reply.action() == CommandAction.VERIFY) {
                    assertThat(reply.status()).isEqualTo(ReplyStatus.SUCCEEDED);
                    assertThat(reply.verdict()).isNotNull();
                    continue;
                }
                if (!reply.isFinal() || reply.sequence() != current[task].sequence()) {
                    continue;
                }
                log.add(scene.nowMs + " answer " + reply.task() + "#" + reply.sequence() + " " + reply.action() + " "
                        + reply.status());
                boolean isRolledBack =
                        reply.action() == CommandAction.ROLLBACK && reply.status() == ReplyStatus.SUCCEEDED;
                if (isRolledBack) {
                    assertThat(scene.world.of(key(task))).as("after rollback").isEmpty();
                    assertThat(lateAtMs[task]).as("arrival after the rollback").isZero();
                }
                if (isTroubled) {
                    send(
                            task,
                            isRolledBack ? CommandAction.EXECUTE : pick(CommandAction.EXECUTE, CommandAction.ROLLBACK));
                }
            }
        }

        private void send(int task, CommandAction action) {
            long sequence = current[task] == null ? 1 : current[task].sequence() + 1;
            current[task] = command(action, "Thing", task, sequence);
            log.add(scene.nowMs + " send " + current[task].task() + "#" + sequence + " " + action);
            owner.receives(current[task]);
            if (random.nextInt(3) == 0) {
                // An operator looks, which disturbs nothing.
                owner.receives(command(CommandAction.VERIFY, "Thing", task, sequence));
            }
        }

        private void check() {
            for (int task = 0; task < TASKS; task++) {
                assertThat(scene.world.of(key(task)))
                        .as("things of %s", key(task))
                        .hasSizeLessThanOrEqualTo(1);
            }
        }

        /** The trouble is over: everything in flight is answered, then everything is rolled back. */
        private void recover() {
            log.add("recovery");
            isTroubled = false;
            scene.ledger.failAs(new MemoryLedgerStore.Fault() {});
            scene.world.create = World.Create.DONE;
            calm();
            for (int task = 0; task < TASKS; task++) {
                send(task, CommandAction.ROLLBACK);
            }
            calm();
            for (int task = 0; task < TASKS; task++) {
                LedgerEntry entry = scene.entry(task);
                assertThat(entry.isOpen()).isFalse();
                assertThat(entry.undone()).isTrue();
                assertThat(entry.holder()).isNull();
                assertThat(scene.world.of(key(task))).isEmpty();
            }
        }

        private void calm() {
            for (Command command : current) {
                owner.receives(command);
            }
            for (int second = 0; second < 200; second++) {
                scene.world.booting.clear();
                scene.world.bootsSlowly = false;
                for (int step = 0; step < 20; step++) {
                    alive.forEach(this::work);
                    turnAll();
                }
                passes(1_000);
                check();
            }
        }

        @SafeVarargs
        private <T> T pick(T... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
