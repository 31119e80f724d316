package org.banyan.api.guard;

/** Is told of what the guard lets in and turns away, for metrics. Called on many threads; must be quick. */
public interface ApiObserver {
    ApiObserver NONE = new ApiObserver() {};

    /** Connections that are open now. */
    default void connections(int open) {}

    /** Calls that run now, and the lasting ones among them. */
    default void calls(int running, int streams) {}

    /**
     * A call that was let in has ended.
     *
     * @param service such as {@code banyan.v1.ChainService}
     * @param code such as {@code OK}
     */
    default void answered(String service, String method, String code, long nanos) {}

    /** A call was refused because of a limit. */
    default void limited(String limit) {}

    /** A connection was closed. */
    default void dropped(String why) {}
}
