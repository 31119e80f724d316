/**
 * Runs the tasks of a block on Akka actors: one message per worker and block. Must not know transactions or state. Rules: {@code docs/spi/execution.md}.
 */
@NullMarked
package org.banyan.drivers.exec.akka;

import org.jspecify.annotations.NullMarked;
