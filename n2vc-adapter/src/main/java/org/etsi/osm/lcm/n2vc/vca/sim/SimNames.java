package org.etsi.osm.lcm.n2vc.vca.sim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** Names as OSM's connectors make them: the same for the same element, and different for any two. */
final class SimNames {
    private static final int LONGEST_CHART = 35;
    private static final int LETTERS = 10;

    private SimNames() {}

    /** A Juju application: letters and digits, and no part after a hyphen that is a number. */
    static String application(String namespace, String descriptor) {
        String[] parts = namespace.split("\\.", -1);
        String kind = switch (parts.length) {
            case 0, 1, 2 -> "ns";
            case 3 -> "vnf";
            default -> "vdu";
        };
        return "app-" + kind + "-" + letters(namespace + "\n" + descriptor);
    }

    /** A helm release of this chart; no two numbers give the same. */
    static String release(String chart, long number) {
        String base = chart.substring(chart.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String name = base.isEmpty() ? "chart" : base.substring(0, Math.min(LONGEST_CHART, base.length()));
        return name + "-" + String.format(Locale.ROOT, "%010d", number);
    }

    /** A public key in OpenSSH's format; the same environment always has the same. */
    static String publicKey(String environment) {
        byte[] key = digest(environment);
        byte[] header = {0, 0, 0, 11, 's', 's', 'h', '-', 'e', 'd', '2', '5', '5', '1', '9', 0, 0, 0, 32};
        byte[] blob = Arrays.copyOf(header, header.length + key.length);
        System.arraycopy(key, 0, blob, header.length, key.length);
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob) + " sim-vca";
    }

    private static String letters(String text) {
        byte[] digest = digest(text);
        var letters = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            letters.append((char) ('a' + (digest[i] & 0xff) % 26));
        }
        return letters.toString();
    }

    /** An address of the cluster's, or outside of it, that looks like one. */
    static String address(String prefix, String of) {
        byte[] digest = digest(of);
        return prefix + "." + (digest[0] & 0xff) + "." + (1 + (digest[1] & 0xff) % 254);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every JDK has, but it isn't there", e);
        }
    }
}
