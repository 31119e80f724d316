package org.banyan.core.sync;

import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A snapshot that a node serves. Its pieces are the manifest, the trail, then the chunks, numbered from 0.
 *
 * @param manifest its id
 */
public record SnapshotOffer(Hash manifest, Height height, int manifestBytes, int trailBytes) {
    public static final int MANIFEST_PIECE = 0;
    public static final int TRAIL_PIECE = 1;
    public static final int FIRST_CHUNK = 2;

    static final Codec<SnapshotOffer> CODEC = new Codec<>() {
        @Override
        public void write(SnapshotOffer value, CanonicalWriter out) {
            out.hash(1, value.manifest);
            out.uint64(2, value.height.value());
            out.uint32(3, value.manifestBytes);
            out.uint32(4, value.trailBytes);
        }

        @Override
        public SnapshotOffer read(CanonicalReader in) {
            return new SnapshotOffer(in.hash(1), new Height(in.uint64(2)), in.uint32(3), in.uint32(4));
        }
    };

    public SnapshotOffer {
        Bounds.between("bytes of a manifest", manifestBytes, 1, SnapshotManifest.BYTES_MAX);
        Bounds.between("bytes of a trail", trailBytes, 0, SnapshotTrail.BYTES_MAX);
    }
}
