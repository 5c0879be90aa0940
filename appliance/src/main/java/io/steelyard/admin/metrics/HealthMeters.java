package io.steelyard.admin.metrics;

import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.Verdict;
import org.jspecify.annotations.Nullable;

/** Counts what the health monitor finds. */
public final class HealthMeters implements HealthListener {
    private final MeterBook book;

    public HealthMeters(MeterBook book) {
        this.book = book;
    }

    @Override
    public void changed(HealthChange change) {
        ServerMeters server = server(change.cell());
        if (server == null) {
            return;
        }
        if (change.to() == CellState.UP) {
            server.wentUp.increment();
        } else if (change.to() == CellState.DOWN) {
            server.wentDown.increment();
        }
    }

    @Override
    public void probed(CellId cell, CellState state, Verdict verdict) {
        ServerMeters server = server(cell);
        if (server != null && !verdict.isVoid()) {
            server.probes.observe(
                    verdict.up() ? ServerMeters.UP : ServerMeters.DOWN,
                    verdict.transcript().endedNanos());
        }
    }

    @Nullable
    private ServerMeters server(CellId cell) {
        ServiceMeters service = book.service(cell.virtualService());
        return service == null ? null : service.server(cell.realServer());
    }
}
