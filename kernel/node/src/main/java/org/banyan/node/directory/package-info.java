/** The files of one node's process: who owns the directory, where each thing lies, what the last run left. Must not know what chains are. CONVENTIONS.md 4. */
@NullMarked
package org.banyan.node.directory;

import org.jspecify.annotations.NullMarked;
