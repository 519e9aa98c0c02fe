package org.etsi.osm.lcm.ro.vim.sim;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 block and arithmetic on its addresses. */
record Cidr(BigInteger network, int prefix, int bits) {
    // Only literals may reach InetAddress: anything else would be looked up in the DNS.
    private static final Pattern LITERAL = Pattern.compile(
            "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Expected a CIDR with '/', but got '" + text + "'");
        }
        var bytes = bytes(text.substring(0, slash));
        int bits = bytes.length * Byte.SIZE;
        int prefix = Integer.parseInt(text.substring(slash + 1));
        if (prefix < 1 || prefix > bits) {
            throw new IllegalArgumentException("Expected a prefix of 1 to " + bits + ", but got '" + text + "'");
        }
        var hosts = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
        return new Cidr(new BigInteger(1, bytes).andNot(hosts), prefix, bits);
    }

    int version() {
        return bits == Integer.SIZE ? 4 : 6;
    }

    /** The first address a host may have, where a default gateway sits. */
    BigInteger first() {
        return network.add(BigInteger.ONE);
    }

    /** The last address a host may have. */
    BigInteger last() {
        var size = BigInteger.ONE.shiftLeft(bits - prefix);
        var last = network.add(size).subtract(BigInteger.ONE);
        return version() == 4 && prefix < bits ? last.subtract(BigInteger.ONE) : last;
    }

    private boolean contains(BigInteger address) {
        return address.compareTo(first()) >= 0 && address.compareTo(last()) <= 0;
    }

    /** Whether this is an address of this block, and an address at all. */
    boolean holds(String address) {
        return isAddressOf(version(), address) && contains(number(address));
    }

    boolean overlaps(Cidr other) {
        int shorter = Math.min(prefix, other.prefix);
        return bits == other.bits
                && network.shiftRight(bits - shorter).equals(other.network.shiftRight(bits - shorter));
    }

    /** The number of an address literal. */
    static BigInteger number(String address) {
        return new BigInteger(1, bytes(address));
    }

    private static boolean isAddressOf(int version, String address) {
        return LITERAL.matcher(address).matches() && address.contains(":") == (version == 6);
    }

    /** The literal of a number in this block's family. */
    String text(BigInteger address) {
        var bytes = new byte[bits / Byte.SIZE];
        var digits = address.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Expected 4 or 16 bytes, but there are " + bytes.length, e);
        }
    }

    @Override
    public String toString() {
        return text(network) + "/" + prefix;
    }

    private static byte[] bytes(String address) {
        if (!LITERAL.matcher(address).matches()) {
            throw new IllegalArgumentException("Expected an IP address, but got '" + address + "'");
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Expected an IP address, but got '" + address + "'", e);
        }
    }
}
