# What a place to talk in, and a community, are called on the platform: parts of other sentences
the-channel = { $surroundings ->
    [room] De kamer
   *[channel] Het kanaal
}
this-channel = { $surroundings ->
    [room] deze kamer
   *[channel] dit kanaal
}
that-channel = { $surroundings ->
    [room] die kamer
   *[channel] dat kanaal
}
another-channel = { $surroundings ->
    [room] een andere kamer
   *[channel] een ander kanaal
}
other-channels = { $surroundings ->
    [room] andere kamers
   *[channel] andere kanalen
}
no-channel = { $surroundings ->
    [room] geen kamer
   *[channel] geen kanaal
}
the-server = { $surroundings ->
    [room] de gemeenschap
   *[channel] de server
}
this-server = { $surroundings ->
    [room] deze gemeenschap
   *[channel] deze server
}
