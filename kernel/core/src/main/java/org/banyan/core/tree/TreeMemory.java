package org.banyan.core.tree;

/**
 * How much of a flushed tree stays in memory. What was not flushed yet always does.
 *
 * @param residentLevels levels of pages below the root that stay once they were read or written; level n has at most 16^n pages of about 1 KB
 * @param recentPagesMax pages below those levels that stay after they were written, the oldest leaving first
 */
public record TreeMemory(int residentLevels, int recentPagesMax) {
    /** At most about 5 MB and 20 MB. */
    public static final TreeMemory DEFAULT = new TreeMemory(4, 16_384);

    public TreeMemory {
        if (residentLevels < 0 || recentPagesMax < 0) {
            throw new IllegalArgumentException("resident levels and recent pages must be >= 0 but were "
                    + residentLevels + " and " + recentPagesMax);
        }
    }
}
