/** The engine: fork tree, rules of headers and bodies, import, building, finality. Knows no clock and no network. */
@NullMarked
package org.banyan.core.chain;

import org.jspecify.annotations.NullMarked;
