/**
 * Fuzz targets. A target is a test method that takes bytes and judges what the code under test makes of them; {@link org.banyan.fuzzing.FuzzTarget} replays
 * its corpus, a text file beside the test, in every test run, and {@link org.banyan.fuzzing.LiveRun} lets Jazzer search on from there. Knows nothing of what
 * is fuzzed. {@code docs/fuzzing.md}.
 */
@NullMarked
package org.banyan.fuzzing;

import org.jspecify.annotations.NullMarked;
