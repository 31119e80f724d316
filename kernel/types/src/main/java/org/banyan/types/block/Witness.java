package org.banyan.types.block;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Signatures and certificates kept beside a block by its id. May grow after the block is stored; never part of the id. DESIGN.md 3.
 *
 * @param entries strictly ascending, at most {@value #ENTRIES_MAX}
 */
public record Witness(List<WitnessEntry> entries) {
    public static final int ENTRIES_MAX = 1024;
    public static final Witness EMPTY = new Witness(List.of());
    public static final Codec<Witness> CODEC = new WitnessCodec();

    public Witness {
        entries = List.copyOf(entries);
        Bounds.countMax("entries of a witness", entries, ENTRIES_MAX);
        Bounds.ascending("entries of a witness", entries);
    }

    public static Witness of(WitnessEntry entry) {
        return new Witness(List.of(entry));
    }

    /**
     * All entries of both. Idempotent, and while the union stays within {@value #ENTRIES_MAX} also commutative and associative. Beyond it the entries of
     * {@code this} stay and the lowest new ones fill what is left: check entries before merging them.
     */
    public Witness merge(Witness other) {
        TreeSet<WitnessEntry> union = new TreeSet<>(entries);
        for (WitnessEntry entry : other.entries) {
            if (union.size() == ENTRIES_MAX) {
                break;
            }
            union.add(entry);
        }
        return union.size() == entries.size() ? this : new Witness(new ArrayList<>(union));
    }

    /** Payloads of one kind, ascending. */
    public List<Bytes> payloads(String kind) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(WitnessEntry::payload)
                .toList();
    }

    private static final class WitnessCodec implements Codec<Witness> {
        @Override
        public void write(Witness value, CanonicalWriter out) {
            out.repeated(1, value.entries, WitnessEntry.CODEC);
        }

        @Override
        public Witness read(CanonicalReader in) {
            return new Witness(in.repeated(1, WitnessEntry.CODEC, ENTRIES_MAX));
        }
    }
}
