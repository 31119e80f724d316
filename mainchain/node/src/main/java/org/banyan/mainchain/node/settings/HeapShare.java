package org.banyan.mainchain.node.settings;

/** Memory for what strangers send, as a share of the heap: a node with a small heap must not die of what a large one takes with ease. */
public final class HeapShare {
    private static final int PARTS = 8;
    private static final long MEGABYTE = 1 << 20;

    private HeapShare() {}

    /**
     * Bytes of memory.
     *
     * @param megabytes as set; 0 leaves it to the heap
     * @param most what the heap's share is cut to
     */
    public static long bytes(int megabytes, long most) {
        return bytes(megabytes, most, Runtime.getRuntime().maxMemory());
    }

    static long bytes(int megabytes, long most, long heap) {
        return megabytes > 0 ? megabytes * MEGABYTE : Math.max(MEGABYTE, Math.min(most, heap / PARTS));
    }
}
