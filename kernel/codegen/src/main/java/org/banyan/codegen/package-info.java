/**
 * The protoc plug-in for contracts: {@link org.banyan.codegen.Main} reads a request, {@link org.banyan.codegen.ModelReader} checks and understands the
 * {@code .proto} files, the writers turn the model into Java.
 *
 * <p>Runs at build time only. Knows the contract API by name, not as a dependency.
 */
@NullMarked
package org.banyan.codegen;

import org.jspecify.annotations.NullMarked;
