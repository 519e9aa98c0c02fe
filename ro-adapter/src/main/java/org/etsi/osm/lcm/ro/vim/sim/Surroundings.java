package org.etsi.osm.lcm.ro.vim.sim;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a simulated VIM takes from outside, so that a simulation can decide it all: the time, the chance (ids, MACs,
 * faults by probability) and how latency is spent. Processes that share a state must not share a random sequence.
 */
public record Surroundings(InstantSource time, RandomGenerator random, Latency latency) {}
