package org.banyan.core.snapshot;

import java.util.List;
import org.banyan.consensus.LightClient;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.ListProof;

/**
 * Why a snapshot's block is final: certified headers from genesis on, one at least for each change of the producer set, and that the block is an ancestor of the
 * last. Nodes may have different certificates, so that it stands beside the manifest.
 *
 * @param headers ascending, each linked to the one before
 * @param link siblings from the block's id to the last header's history root; empty when it is that header
 */
public record SnapshotTrail(List<CertifiedHeader> headers, List<Hash> link) {
    /** A change of producers each hour for a year, and more. */
    public static final int HEADERS_MAX = 16_384;

    public static final int BYTES_MAX = 64 << 20;

    public static final Codec<SnapshotTrail> CODEC = new TrailCodec();

    public SnapshotTrail {
        headers = List.copyOf(headers);
        link = List.copyOf(link);
        Bounds.countMax("headers of a trail", headers, HEADERS_MAX);
        Bounds.countMax("siblings of a link", link, ListProof.SIBLINGS_MAX);
    }

    /** Rule SNAP-2. @param genesis a light client at genesis */
    public Verdict check(LightClient genesis, BlockId block, Height height, HashFunction hash) {
        LightClient client = genesis;
        for (CertifiedHeader next : headers) {
            if (!next.extendsHeader(client.latest().header(), hash)) {
                return SnapshotRule.TRAIL.because("the header at height "
                        + next.header().height() + " is not linked to that at height "
                        + client.latest().header().height());
            }
            LightClient.Step step = client.follow(next.header(), next.certificate(), next.nextSet());
            if (step.verdict() instanceof Verdict.Rejected rejected) {
                return SnapshotRule.TRAIL.because(
                        "the header at height " + next.header().height() + " is refused: " + rejected);
            }
            client = step.next();
        }
        Header last = client.latest().header();
        boolean same =
                last.height().equals(height) && link.isEmpty() && last.id(hash).equals(block);
        boolean below = height.compareTo(last.height()) < 0
                && new ListProof(last.height().value(), height.value(), link)
                        .proves(hash, Tag.LIST_HISTORY, last.historyRoot(), block.bytes());
        return same || below
                ? Verdict.ACCEPTED
                : SnapshotRule.TRAIL.because("block " + block + " at height " + height
                        + " is not shown to be the certified one at height " + last.height() + " or below it");
    }

    private static final class TrailCodec implements Codec<SnapshotTrail> {
        @Override
        public void write(SnapshotTrail value, CanonicalWriter out) {
            out.repeated(1, value.headers, CertifiedHeader.CODEC);
            out.repeatedBytes(2, value.link.stream().map(Hash::bytes).toList());
        }

        @Override
        public SnapshotTrail read(CanonicalReader in) {
            return new SnapshotTrail(
                    in.repeated(1, CertifiedHeader.CODEC, HEADERS_MAX),
                    in.repeatedBytes(2, ListProof.SIBLINGS_MAX).stream()
                            .map(Hash::of)
                            .toList());
        }
    }
}
