package org.banyan.simulation.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.types.Bytes;

/**
 * Every block that any node ever stored, and what each has to be by itself and on its branch: its body is the one its header commits to, and none of its
 * transactions is out of its window or stands in it twice. Checkers {@value #ROOTS} and {@value #SPENT}.
 * {@value #FORGED}: no block holds a transaction that its sender did not sign.
 */
public final class Blocks {
    public static final String ROOTS = "roots";
    public static final String SPENT = "spent-window";
    public static final String FORGED = "forged";

    private final Findings findings;
    private final long markWindow;
    private final Map<String, Known> known = new TreeMap<>();

    private final Set<String> forged = new TreeSet<>();

    private record Known(RawBlock block, List<RawTransaction> transactions) {}

    public Blocks(Findings findings, long markWindow) {
        this.findings = findings;
        this.markWindow = markWindow;
    }

    /** A thief made this transaction: no node may ever take it. */
    public void forged(Bytes envelope) {
        forged.add(RawTransaction.of(envelope.toArray()).id());
    }

    /** A node stored these bytes as block {@code id}. */
    public void stored(String id, Bytes bytes) {
        if (known.containsKey(id)) {
            return;
        }
        RawBlock block = RawBlock.of(bytes.toArray());
        known.put(id, new Known(block, block.read()));
        if (!block.id().equals(id)) {
            findings.report(ROOTS, "a node stores block " + block.id() + " as " + id);
        }
        String body =
                Digest.hex(Digest.list(Digest.LIST_BODY, Digest.bodyLeaves(block.inherents(), block.transactions())));
        if (!body.equals(block.bodyRoot())) {
            findings.report(
                    ROOTS,
                    "the header of block " + id + " at height " + block.height() + " commits to body "
                            + block.bodyRoot() + ", its " + block.transactions().size() + " transactions make " + body);
        }
        checkWindow(known.get(id));
    }

    private void checkWindow(Known made) {
        if (made.transactions().isEmpty()) {
            return;
        }
        RawBlock block = made.block();
        made.transactions().stream()
                .filter(transaction -> forged.contains(transaction.id()))
                .forEach(transaction -> findings.report(
                        FORGED,
                        "block " + block.id() + " at height " + block.height() + " holds transaction "
                                + transaction.id() + ", which somebody else than its sender signed"));
        var ids = new TreeSet<String>();
        for (RawTransaction transaction : made.transactions()) {
            if (!ids.add(transaction.id())) {
                findings.report(SPENT, "transaction " + transaction.id() + " stands twice in block " + block.id());
            }
        }
        var marks = new TreeMap<Long, String>();
        Known ancestor = known.get(block.parent());
        for (long i = 0; i < markWindow && ancestor != null; i++) {
            marks.put(ancestor.block().height(), ancestor.block().id());
            for (RawTransaction transaction : ancestor.transactions()) {
                if (ids.contains(transaction.id())) {
                    findings.report(
                            SPENT,
                            "transaction " + transaction.id() + " stands in block " + block.id() + " at height "
                                    + block.height() + " and in its ancestor at height "
                                    + ancestor.block().height() + ", a window is " + markWindow + " blocks");
                }
            }
            ancestor = known.get(ancestor.block().parent());
        }
        for (RawTransaction transaction : made.transactions()) {
            if (!transaction.mark().equals(marks.get(transaction.markHeight()))) {
                findings.report(
                        SPENT,
                        "transaction " + transaction.id() + " of block " + block.id() + " at height " + block.height()
                                + " has mark " + transaction.mark() + " of height " + transaction.markHeight()
                                + ", which is not among the " + markWindow + " blocks before it");
            }
        }
    }

    /** Height of a block that was stored somewhere. */
    public Optional<Long> heightOf(String id) {
        return find(id).map(RawBlock::height);
    }

    /** Time in a block that was stored somewhere. */
    public long timeOf(String id) {
        return find(id).orElseThrow().timeMillis();
    }

    Optional<RawBlock> find(String id) {
        return Optional.ofNullable(known.get(id)).map(Known::block);
    }

    List<RawTransaction> transactions(String id) {
        Known block = known.get(id);
        return block == null ? List.of() : block.transactions();
    }

    /** Whether {@code ancestor} is on the branch that ends in {@code id}. */
    public boolean descends(String id, String ancestor) {
        Known block = known.get(id);
        Known above = known.get(ancestor);
        while (block != null
                && above != null
                && block.block().height() > above.block().height()) {
            block = known.get(block.block().parent());
        }
        return block != null && block.block().id().equals(ancestor);
    }
}
