package org.etsi.osm.lcm.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimerTest {
    private static final Moment LATER = new Moment(50_000, 0);

    /** Goal: a freeze of an operation that nobody has taken over yet doesn't cost it its deadline. */
    @Test
    void shouldKeepWhatRemainsOfATimerThatIsOnNoClock() {
        var readBack = new Timer(Timer.Kind.DEADLINE, 10_000, Timer.ON_NO_CLOCK, 4_000, false, 1);

        assertThat(readBack.remainingMs(LATER)).isEqualTo(4_000);
        assertThat(readBack.freeze(LATER).remainingMs()).isEqualTo(4_000);
        assertThat(readBack.adopted(LATER, 1).dueAtMs()).isEqualTo(54_000);
    }
}
