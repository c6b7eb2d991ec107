# What a place to talk in, and a community, are called on the platform: parts of other sentences
the-channel = { $surroundings ->
    [room] The room
   *[channel] The channel
}
this-channel = { $surroundings ->
    [room] this room
   *[channel] this channel
}
that-channel = { $surroundings ->
    [room] that room
   *[channel] that channel
}
another-channel = { $surroundings ->
    [room] another room
   *[channel] another channel
}
other-channels = { $surroundings ->
    [room] other rooms
   *[channel] other channels
}
no-channel = { $surroundings ->
    [room] no room
   *[channel] no channel
}
the-server = { $surroundings ->
    [room] the community
   *[channel] the server
}
this-server = { $surroundings ->
    [room] this community
   *[channel] this server
}
