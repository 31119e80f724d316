/**
 * The store on LevelDB through JNI: checksummed records, one owner per directory, a look at every file before LevelDB opens it, and no call that could
 * abort the process. Must not know what is stored. Rules: {@code docs/spi/store.md}.
 */
@NullMarked
package org.banyan.drivers.store.leveldb;

import org.jspecify.annotations.NullMarked;
