package org.etsi.osm.lcm.containers;

/** Something that happens to one container, and its end. */
sealed interface Fault {
    Box box();

    /** What it is, whichever of several alike it happens to. */
    String kind();

    void begin();

    /** The cause is gone when this returns; what the fault has done isn't made good yet. */
    void end();

    /** SIGKILL, and later a new process. */
    record Kill(Box box) implements Fault {
        @Override
        public String kind() {
            return "kill " + box.role().command();
        }

        @Override
        public void begin() {
            box.kill();
        }

        @Override
        public void end() {
            box.start();
        }
    }

    /** SIGTERM, and later a new process. */
    record Restart(Box box) implements Fault {
        @Override
        public String kind() {
            return "restart " + box.role().command();
        }

        @Override
        public void begin() {
            box.stop();
        }

        @Override
        public void end() {
            box.start();
        }
    }

    /** A zombie: it stands still until others have taken over, then goes on where it stood. */
    record Stall(Box box) implements Fault {
        @Override
        public String kind() {
            return "stall " + box.role().command();
        }

        @Override
        public void begin() {
            box.pause();
        }

        @Override
        public void end() {
            box.unpause();
        }
    }

    /** No packet passes between it and Kafka, or MongoDB; the other still answers. */
    record Cut(Box box, Role from) implements Fault {
        @Override
        public String kind() {
            return "cut " + box.role().command() + " from " + from.command();
        }

        @Override
        public void begin() {
            box.cutFrom(from);
        }

        @Override
        public void end() {
            box.connectWith(from);
        }
    }
}
