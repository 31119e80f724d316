package org.banyan.mainchain.node.replay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.specification.ChainSpecification;

/** A specification and the blocks of one chain with their witnesses, as a file of length-prefixed canonical records. */
record RecordedChain(ChainSpecification specification, List<Sealed> blocks) {
    record Sealed(Block block, Witness witness) {}

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            write(out, ChainSpecification.CODEC.encode(specification));
            out.writeInt(blocks.size());
            for (Sealed sealed : blocks) {
                write(out, Block.CODEC.encode(sealed.block()));
                write(out, Witness.CODEC.encode(sealed.witness()));
            }
        }
    }

    static RecordedChain read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            ChainSpecification specification = ChainSpecification.CODEC.decode(read(in));
            int count = in.readInt();
            List<Sealed> blocks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                blocks.add(new Sealed(Block.CODEC.decode(read(in)), Witness.CODEC.decode(read(in))));
            }
            return new RecordedChain(specification, blocks);
        }
    }

    private static void write(DataOutputStream out, Bytes bytes) throws IOException {
        out.writeInt(bytes.size());
        out.write(bytes.toArray());
    }

    private static Bytes read(DataInputStream in) throws IOException {
        return Bytes.wrap(in.readNBytes(in.readInt()));
    }
}
