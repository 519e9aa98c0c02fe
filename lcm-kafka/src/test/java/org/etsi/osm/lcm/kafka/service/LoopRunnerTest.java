package org.etsi.osm.lcm.kafka.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopRunnerTest {

    /** Goal: no service says that it is ready while the thread of its loop is dead. */
    @Test
    void shouldGoOnAfterAnError() throws InterruptedException {
        var turns = new AtomicInteger();
        var second = new CountDownLatch(2);
        var runner = new LoopRunner(
                "loop",
                "nothing is done",
                health -> {
                    second.countDown();
                    if (turns.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("just now");
                    }
                    return true;
                },
                () -> {},
                () -> {});

        runner.start();
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        runner.stop();
        runner.join(Duration.ofSeconds(10));
    }
}
