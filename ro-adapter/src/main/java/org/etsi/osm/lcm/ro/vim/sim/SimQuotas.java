package org.etsi.osm.lcm.ro.vim.sim;

/** How much an account may hold; {@link #UNLIMITED} for no bound. */
public record SimQuotas(int instances, int cores, int ramMb, int ports, int networks) {
    public static final int UNLIMITED = -1;

    public static SimQuotas unlimited() {
        return new SimQuotas(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);
    }

    boolean boundsServers() {
        return instances != UNLIMITED || cores != UNLIMITED || ramMb != UNLIMITED;
    }
}
