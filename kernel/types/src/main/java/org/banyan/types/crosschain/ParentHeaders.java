package org.banyan.types.crosschain;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Value of the header extension {@value #EXTENSION}: the parents' headers that this block brought in and verified. Absent when there are none.
 *
 * @param entries strictly ascending by chain id, at least one
 */
public record ParentHeaders(List<Entry> entries) {
    public static final String EXTENSION = "crosschain.parent";
    public static final int ENTRIES_MAX = 16;
    public static final Codec<ParentHeaders> CODEC = new ParentHeadersCodec();

    public record Entry(ChainId chainId, Height height, BlockId block) {
        public static final Codec<Entry> CODEC = new EntryCodec();
    }

    public ParentHeaders {
        entries = List.copyOf(entries);
        Bounds.between("number of parent headers", entries.size(), 1, ENTRIES_MAX);
        Bounds.ascending(
                "chain ids of parent headers",
                entries.stream().map(entry -> entry.chainId().hash()).toList());
    }

    public Optional<Entry> of(ChainId chain) {
        return entries.stream().filter(entry -> entry.chainId().equals(chain)).findFirst();
    }

    private static final class ParentHeadersCodec implements Codec<ParentHeaders> {
        @Override
        public void write(ParentHeaders value, CanonicalWriter out) {
            out.repeated(1, value.entries, Entry.CODEC);
        }

        @Override
        public ParentHeaders read(CanonicalReader in) {
            return new ParentHeaders(in.repeated(1, Entry.CODEC, ENTRIES_MAX));
        }
    }

    private static final class EntryCodec implements Codec<Entry> {
        @Override
        public void write(Entry value, CanonicalWriter out) {
            out.hash(1, value.chainId.hash());
            out.uint64(2, value.height.value());
            out.hash(3, value.block.hash());
        }

        @Override
        public Entry read(CanonicalReader in) {
            return new Entry(new ChainId(in.hash(1)), new Height(in.uint64(2)), new BlockId(in.hash(3)));
        }
    }
}
