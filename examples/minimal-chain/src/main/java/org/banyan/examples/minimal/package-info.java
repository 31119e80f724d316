/** A chain from the kernel's jars alone, with plug-ins in memory. */
package org.banyan.examples.minimal;
