package org.banyan.drivers.store.leveldb;

/**
 * Settings of one store. Memory outside the heap is about twice the write buffer plus the cache.
 *
 * @param writeBufferBytes written data kept in memory before it becomes a table; the log to replay on opening is at most about this long
 * @param cacheBytes blocks kept in memory; only compressed tables use it, others are mapped and cached by the operating system
 * @param blockBytes unit of reading and of LevelDB's checksums, which every read verifies: 2 KiB instead of LevelDB's 4 save a third of a read
 * @param openFilesMax table files held open
 * @param compression form of the blocks in new tables
 * @param freeSpaceFloorBytes room on the device below which batches are refused: LevelDB writes through mapped memory, so a full device would end the
 *     process with a bus error
 */
public record LevelDbOptions(
        int writeBufferBytes,
        long cacheBytes,
        int blockBytes,
        int openFilesMax,
        Compression compression,
        long freeSpaceFloorBytes) {
    public static final LevelDbOptions DEFAULT =
            new LevelDbOptions(32 << 20, 32L << 20, 2048, 512, Compression.NONE, 256L << 20);

    private static final int HEAP_PARTS = 48;
    private static final long SMALL_BUFFER_BYTES = 8 << 20;
    private static final long LARGE_BUFFER_BYTES = 64 << 20;

    /** Smallest write buffer LevelDB accepts. */
    static final int WRITE_BUFFER_BYTES_MIN = 64 << 10;

    /** How blocks are stored. Hashes and signatures hardly shrink, so {@code NONE} is the default. */
    public enum Compression {
        NONE,
        SNAPPY
    }

    public LevelDbOptions {
        require(
                writeBufferBytes >= WRITE_BUFFER_BYTES_MIN,
                "writeBufferBytes must be at least 65536",
                writeBufferBytes);
        require(cacheBytes >= 1 << 20, "cacheBytes must be at least 1048576", cacheBytes);
        require(blockBytes >= 1024 && blockBytes <= 4 << 20, "blockBytes must be between 1024 and 4194304", blockBytes);
        require(
                openFilesMax >= 64 && openFilesMax <= 50_000,
                "openFilesMax must be between 64 and 50000",
                openFilesMax);
        require(freeSpaceFloorBytes >= 0, "freeSpaceFloorBytes must not be negative", freeSpaceFloorBytes);
    }

    /**
     * The defaults, with a write buffer that suits the heap of this process: a large one lets LevelDB write less often what it holds already, and costs twice its
     * size outside the heap.
     */
    public static LevelDbOptions forHeap(long heapBytes) {
        long share = heapBytes / HEAP_PARTS;
        return DEFAULT.withWriteBufferBytes((int) Math.clamp(share, SMALL_BUFFER_BYTES, LARGE_BUFFER_BYTES));
    }

    public LevelDbOptions withWriteBufferBytes(int bytes) {
        return new LevelDbOptions(bytes, cacheBytes, blockBytes, openFilesMax, compression, freeSpaceFloorBytes);
    }

    public LevelDbOptions withCompression(Compression form) {
        return new LevelDbOptions(writeBufferBytes, cacheBytes, blockBytes, openFilesMax, form, freeSpaceFloorBytes);
    }

    public LevelDbOptions withFreeSpaceFloorBytes(long bytes) {
        return new LevelDbOptions(writeBufferBytes, cacheBytes, blockBytes, openFilesMax, compression, bytes);
    }

    private static void require(boolean holds, String rule, long value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " but was " + value);
        }
    }
}
