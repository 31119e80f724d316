package org.banyan.node.operations;

import java.util.function.Supplier;

/** One question that decides whether a node is ready. */
public record HealthCheck(String name, Supplier<Result> check) {
    /** @param detail why, in a few words, also when all is well */
    public record Result(boolean ok, String detail) {
        public static Result ok(String detail) {
            return new Result(true, detail);
        }

        public static Result failing(String detail) {
            return new Result(false, detail);
        }
    }

    Result run() {
        try {
            return check.get();
        } catch (RuntimeException failed) {
            return Result.failing("the check itself failed: " + failed);
        }
    }
}
