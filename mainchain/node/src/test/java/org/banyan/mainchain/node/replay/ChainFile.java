package org.banyan.mainchain.node.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.specification.ChainSpecification;

/** A recorded chain: its specification, then each block with its witness, as length-prefixed canonical records. Read and written one by one. */
public final class ChainFile {
    private static final int RECORD_BYTES_MAX = 512 * 1024 * 1024;

    private ChainFile() {}

    public record Sealed(Block block, Witness witness) {}

    /** Writes a new file. */
    public static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        public Writer(Path file, ChainSpecification specification) throws IOException {
            this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            write(ChainSpecification.CODEC.encode(specification));
        }

        public void add(Block block, Witness witness) throws IOException {
            write(Block.CODEC.encode(block));
            write(Witness.CODEC.encode(witness));
        }

        private void write(Bytes bytes) throws IOException {
            out.writeInt(bytes.size());
            out.write(bytes.toArray());
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads a file from its beginning. */
    public static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private final ChainSpecification specification;

        public Reader(Path file) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            this.specification = ChainSpecification.CODEC.decode(read());
        }

        public ChainSpecification specification() {
            return specification;
        }

        /** The next block, or nothing at the end of the file. */
        public Optional<Sealed> next() throws IOException {
            Bytes block;
            try {
                block = read();
            } catch (EOFException end) {
                return Optional.empty();
            }
            return Optional.of(new Sealed(Block.CODEC.decode(block), Witness.CODEC.decode(read())));
        }

        private Bytes read() throws IOException {
            int size = in.readInt();
            if (size < 0 || size > RECORD_BYTES_MAX) {
                throw new IOException("a record of " + size + " bytes cannot be: this is no recorded chain");
            }
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size) {
                throw new IOException("the file ends within a record");
            }
            return Bytes.wrap(bytes);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
