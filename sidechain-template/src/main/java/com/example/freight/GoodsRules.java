package com.example.freight;

/**
 * What the contract does. Goods come into being where they are produced; from then on they are at one place or on their way to one, never both, and only the
 * keepers of places move them.
 *
 * <p>Deterministic: no clock, no randomness, no input but the call and the state.
 */
final class GoodsRules implements Goods {
    private static final String NO_SHIPMENT = "no such shipment is on its way there";

    @Override
    public OpenReply open(GoodsContext context, OpenRequest request) {
        requireName(context, "place", request.place());
        var keeper = context.state().keeper(request.place());
        if (keeper.isPresent()) {
            throw context.fail(GoodsFailure.PLACE_TAKEN, "the place has a keeper already");
        }
        keeper.set(context.caller());
        context.emit(new Opened(request.place(), context.caller()));
        return new OpenReply();
    }

    @Override
    public ProduceReply produce(GoodsContext context, ProduceRequest request) {
        requireKeeper(context, request.place());
        requireName(context, "item", request.item());
        requireSome(context, request.quantity());
        long stock = context.state().stock(request.place(), request.item()).increase(request.quantity());
        context.emit(new Produced(request.place(), request.item(), request.quantity()));
        return new ProduceReply(stock);
    }

    @Override
    public ShipReply ship(GoodsContext context, ShipRequest request) {
        requireKeeper(context, request.from());
        requireName(context, "shipment", request.shipment());
        requireSome(context, request.quantity());
        if (request.from().equals(request.to())) {
            throw context.fail(GoodsFailure.SAME_PLACE, "the goods are there already");
        }
        if (!context.state().keeper(request.to()).isPresent()) {
            throw context.fail(GoodsFailure.PLACE_UNKNOWN, "nobody keeps the place that the goods should go to");
        }
        var shipment = context.state().arriving(request.to(), request.item(), request.shipment());
        if (shipment.isPresent()) {
            throw context.fail(GoodsFailure.SHIPMENT_TAKEN, "a shipment of this name is on its way there");
        }
        var stock = context.state().stock(request.from(), request.item());
        long before = stock.get();
        if (Long.compareUnsigned(before, request.quantity()) < 0) { // numbers of the .proto are unsigned
            throw context.fail(GoodsFailure.NOT_ENOUGH, "only " + Long.toUnsignedString(before) + " are there");
        }
        long left = before - request.quantity();
        stock.set(left);
        shipment.set(new Shipment(request.from(), request.quantity()));
        context.emit(new Shipped(request.shipment(), request.from(), request.to(), request.item(), request.quantity()));
        return new ShipReply(left);
    }

    @Override
    public ReceiveReply receive(GoodsContext context, ReceiveRequest request) {
        requireKeeper(context, request.place());
        var arriving = context.state().arriving(request.place(), request.item(), request.shipment());
        Shipment shipment = arriving.require(GoodsFailure.SHIPMENT_UNKNOWN, NO_SHIPMENT);
        arriving.remove();
        long stock = context.state().stock(request.place(), request.item()).increase(shipment.quantity());
        context.emit(new Received(
                request.shipment(), shipment.from(), request.place(), request.item(), shipment.quantity()));
        return new ReceiveReply(stock);
    }

    @Override
    public GetStockReply getStock(GoodsContext context, GetStockRequest request) {
        return new GetStockReply(
                context.state().stock(request.place(), request.item()).get());
    }

    @Override
    public Shipment getShipment(GoodsContext context, GetShipmentRequest request) {
        return context.state()
                .arriving(request.place(), request.item(), request.shipment())
                .require(GoodsFailure.SHIPMENT_UNKNOWN, NO_SHIPMENT);
    }

    private static void requireKeeper(GoodsContext context, String place) {
        var keeper = context.state()
                .keeper(place)
                .require(GoodsFailure.PLACE_UNKNOWN, "nobody keeps this place; open it first");
        if (!keeper.equals(context.caller())) {
            throw context.fail(GoodsFailure.NOT_KEEPER, "somebody else keeps this place");
        }
    }

    private static void requireName(GoodsContext context, String what, String name) {
        if (name.isEmpty()) {
            throw context.fail(GoodsFailure.NAME_EMPTY, "the " + what + " needs a name");
        }
    }

    private static void requireSome(GoodsContext context, long quantity) {
        if (quantity == 0) {
            throw context.fail(GoodsFailure.QUANTITY_ZERO, "a quantity is at least 1");
        }
    }
}
