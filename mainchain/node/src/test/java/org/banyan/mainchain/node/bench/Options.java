package org.banyan.mainchain.node.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to measure and how much of it.
 *
 * @param ids goals such as W1; empty for all
 * @param accounts funded accounts of the chain
 * @param block transactions of a block
 * @param pairs interleaved pairs of each ratio
 * @param keys keys of the state tree that proofs are made from
 * @param blocks that a new node is behind
 * @param runner what runs blocks: the product's {@value #AKKA}, or {@value #SEQUENTIAL}
 * @param both whether blocks that are run one after another are measured beside those of {@code runner}
 * @param out folder of the JSON files
 */
record Options(
        List<String> ids,
        int accounts,
        int block,
        int pairs,
        int keys,
        int blocks,
        String runner,
        boolean both,
        Path out) {
    static final String AKKA = "akka";
    static final String SEQUENTIAL = "sequential";

    static final int PAIRS_DEFAULT = 24;

    static Options parse(List<String> typed) {
        List<String> ids = new ArrayList<>();
        int accounts = 100_000;
        int block = 10_000;
        int pairs = PAIRS_DEFAULT;
        int keys = 1_000_000;
        int blocks = 10_000;
        String runner = AKKA;
        boolean both = false;
        Path out = Path.of("target", "bench");
        for (int i = 0; i < typed.size(); i++) {
            String option = typed.get(i);
            switch (option) {
                case "--quick" -> {
                    accounts = 2_000;
                    block = 500;
                    pairs = 2;
                    keys = 20_000;
                    blocks = 100;
                }
                case "--accounts" -> accounts = number(typed, ++i, 2);
                case "--block" -> block = number(typed, ++i, 1);
                case "--pairs" -> pairs = number(typed, ++i, 1);
                case "--keys" -> keys = number(typed, ++i, 100);
                case "--blocks" -> blocks = number(typed, ++i, 1);
                case "--runner" -> {
                    String named = value(typed, ++i);
                    both = named.equals("both");
                    runner = both ? AKKA : runner(named);
                }
                case "--out" -> out = Path.of(value(typed, ++i));
                default -> ids.add(id(option));
            }
        }
        return new Options(List.copyOf(ids), accounts, block, pairs, keys, blocks, runner, both, out);
    }

    private static String runner(String name) {
        if (!List.of(AKKA, SEQUENTIAL).contains(name)) {
            throw new IllegalArgumentException("'" + name + "' after --runner is none of akka, sequential, both");
        }
        return name;
    }

    private static String id(String word) {
        if (!word.matches("W[0-9]+")) {
            throw new IllegalArgumentException(
                    "'" + word
                            + "' is neither a goal such as W1 nor one of --quick, --accounts, --block, --pairs, --keys, --blocks, --runner, --out");
        }
        return word;
    }

    private static String value(List<String> typed, int place) {
        if (place >= typed.size()) {
            throw new IllegalArgumentException("a value is missing after " + typed.get(place - 1));
        }
        return typed.get(place);
    }

    private static int number(List<String> typed, int place, int least) {
        String text = value(typed, place);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException(
                    "'" + text + "' after " + typed.get(place - 1) + " is no number from " + least + " up");
        }
        return Integer.parseInt(text);
    }

    boolean wants(String... any) {
        return ids.isEmpty() || List.of(any).stream().anyMatch(ids::contains);
    }
}
