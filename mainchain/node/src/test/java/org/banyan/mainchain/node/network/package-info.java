@NullMarked
package org.banyan.mainchain.node.network;

import org.jspecify.annotations.NullMarked;
