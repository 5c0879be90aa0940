package io.steelyard.net;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** Which of the system's ways of waiting for many sockets carries the connections. */
public enum Transport {
    EPOLL {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Channel newConnection() {
            return new EpollSocketChannel();
        }

        @Override
        ServerChannel newListener() {
            return new EpollServerSocketChannel();
        }
    },

    /** Java's own selector: slower, everywhere. */
    NIO {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return NioIoHandler.newFactory();
        }

        @Override
        Channel newConnection() {
            return new NioSocketChannel();
        }

        @Override
        ServerChannel newListener() {
            return new NioServerSocketChannel();
        }
    };

    /** The fastest one that works on this machine. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** Whether each event loop can have a socket of its own on one port, the kernel spreading clients over them. */
    boolean sharesPorts() {
        return this == EPOLL;
    }

    public abstract IoHandlerFactory ioHandlerFactory();

    abstract Channel newConnection();

    abstract ServerChannel newListener();
}
