package org.etsi.osm.lcm.demo;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo that shows an operator's hand. */
class DemoControlIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(DemoRun.LIMIT_SECONDS + 30)
    void shouldEndWithEveryStepOk() throws Exception {
        DemoRun.verify(folder, 12, "--control");
    }
}
